alter table signatures add column source_id text references sources (id);
update signatures set source_id = (select a.source_id from articles as a where a.id = article_id);
create index signatures_source on signatures (source_id, decision);
create trigger signatures_source_insert after insert on signatures begin
    update signatures set source_id = (select a.source_id from articles as a where a.id = new.article_id)
    where id = new.id;
end;
