import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { BoardPage } from "../boards/BoardPage.tsx";
import { readPostFilters } from "../posts/filters.ts";
import { CrashPage } from "./CrashPage.tsx";
import { Layout } from "./Layout.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import {
  readMeSearch,
  readNewPostSearch,
  readReportBackSearch,
  readSignInSearch,
  readThemesSearch,
} from "./search.ts";

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    component: lazyRouteComponent(() => import("../boards/BoardListPage.tsx"), "BoardListPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/b/$board",
    validateSearch: readPostFilters,
    component: BoardPage,
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/b/$board/new",
    validateSearch: readNewPostSearch,
    component: lazyRouteComponent(() => import("../posts/NewPostPage.tsx"), "NewPostPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/b/$board/i/$slug",
    component: lazyRouteComponent(() => import("../posts/PostPage.tsx"), "PostPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/b/$board/changes",
    component: lazyRouteComponent(() => import("../reports/ChangesPage.tsx"), "ChangesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/posts",
    validateSearch: readPostFilters,
    component: lazyRouteComponent(() => import("../posts/PostSearchPage.tsx"), "PostSearchPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    validateSearch: readSignInSearch,
    component: lazyRouteComponent(() => import("../people/SignInPage.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/me",
    validateSearch: readMeSearch,
    component: lazyRouteComponent(() => import("../people/MePage.tsx"), "MePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio/themes",
    validateSearch: readThemesSearch,
    component: lazyRouteComponent(() => import("../themes/ThemesPage.tsx"), "ThemesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio/themes/unsorted",
    component: lazyRouteComponent(() => import("../themes/UnsortedPage.tsx"), "UnsortedPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio/themes/$id",
    component: lazyRouteComponent(() => import("../themes/ThemePage.tsx"), "ThemePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio/report-back",
    validateSearch: readReportBackSearch,
    component: lazyRouteComponent(() => import("../reports/ReportBackPage.tsx"), "ReportBackPage"),
  }),
] as const;

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: CrashPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
