from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('ideation', '0002_constraints')]

    initial = False

    operations = [
        ops.CreateModel(
            name='PostVector',
            fields=[
                ('post', fields.OneToOneField('ideation.Post', source_field='post_id', primary_key=True, db_index=True, db_constraint=True, to_field='id', related_name='vector', on_delete=OnDelete.CASCADE)),
                ('model', fields.CharField(null=True, max_length=100)),
                ('digest', fields.CharField(null=True, max_length=64)),
                ('vector', fields.BinaryField(null=True)),
                ('is_due', fields.BooleanField(default=True)),
                ('read_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'post_vector', 'app': 'ideation', 'indexes': [Index(fields=['read_at'], name='post_vector_read_idx')], 'pk_attr': 'post_id', 'table_description': 'What a post means to one model, as `topics.embedding.quantised` stores it; `is_due` until it was read as it is now.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('post', fields.ForeignKeyField('ideation.Post', source_field='post_id', db_constraint=True, to_field='id', related_name='search_entries', on_delete=OnDelete.CASCADE)),
                ('comment', fields.ForeignKeyField('ideation.Comment', source_field='comment_id', null=True, db_constraint=True, to_field='id', related_name='search_entries', on_delete=OnDelete.CASCADE)),
            ],
            options={'table': 'search_entry', 'app': 'ideation', 'pk_attr': 'id', 'table_description': 'One text that can be found: a post, or with `comment` one of its comments.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SearchWord',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('board', fields.ForeignKeyField('ideation.Board', source_field='board_id', db_constraint=True, to_field='id', related_name='search_words', on_delete=OnDelete.CASCADE)),
                ('word', fields.CharField(max_length=40)),
                ('entry_count', fields.IntField(default=1)),
            ],
            options={'table': 'search_word', 'app': 'ideation', 'pk_attr': 'id', 'table_description': 'A word that every reader of a board may read there, and in how many texts about: what a typo is corrected to.'},
            bases=['Model'],
        ),
    ]
