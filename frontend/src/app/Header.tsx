import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useParams } from "@tanstack/react-router";
import { AccountMenu } from "../people/AccountMenu.tsx";
import { useViewer } from "../people/useViewer.ts";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Mark } from "./Mark.tsx";

type Board = { id: string; slug: string; name: string };

/** Who we are, which board this is, and who is reading. */
export function Header({ brand, boards }: { brand: string; boards: Board[] }) {
  const { t } = useLingui();
  const viewer = useViewer();
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Link to="/" className="brand">
          <Mark />
          <span>{brand}</span>
        </Link>
        <nav className="site-nav" aria-label={t`Main`}>
          <BoardSwitcher boards={boards} />
          {viewer?.isStaff && (
            <Link to="/studio/themes" className="button quiet">
              <Icon name="themes" />
              <Trans>Themes</Trans>
            </Link>
          )}
        </nav>
        <AccountMenu />
      </div>
    </header>
  );
}

function BoardSwitcher({ boards }: { boards: Board[] }) {
  const { board: slug } = useParams({ strict: false });
  const current = boards.find((board) => board.slug === slug);
  return (
    <Menu
      label={
        <>
          <span className="menu-name">{current?.name ?? <Trans>Boards</Trans>}</span>
          <Icon name="chevronDown" />
        </>
      }
    >
      <ul>
        {boards.map((board) => (
          <li key={board.id}>
            <Link
              to="/b/$board"
              params={{ board: board.slug }}
              aria-current={board === current ? "true" : undefined}
              activeProps={{}}
            >
              {board.name}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/posts">
            <Trans>All posts</Trans>
          </Link>
        </li>
      </ul>
    </Menu>
  );
}
