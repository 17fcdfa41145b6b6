create table article_search (
    article_id integer primary key references articles (id),
    title text not null,
    text text not null,
    tags text not null
) strict;
create virtual table articles_fts using fts5 (
    title, text, tags, content="article_search", content_rowid="article_id",
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
create trigger article_search_insert after insert on article_search begin
    insert into articles_fts (rowid, title, text, tags) values (new.article_id, new.title, new.text, new.tags);
end;
create trigger article_search_delete after delete on article_search begin
    insert into articles_fts (articles_fts, rowid, title, text, tags)
    values ('delete', old.article_id, old.title, old.text, old.tags);
end;
create trigger article_search_update after update on article_search begin
    insert into articles_fts (articles_fts, rowid, title, text, tags)
    values ('delete', old.article_id, old.title, old.text, old.tags);
    insert into articles_fts (rowid, title, text, tags) values (new.article_id, new.title, new.text, new.tags);
end;
