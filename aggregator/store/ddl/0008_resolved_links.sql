drop index related_links_target;
create index related_links_target on related_links (target_article_id) where target_article_id is not null;
