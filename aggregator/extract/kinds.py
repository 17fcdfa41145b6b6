"""Types of schema.org (https://schema.org/Article and below) that tell what a page is."""

from __future__ import annotations

ARTICLE_TYPES = frozenset(
    (
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "ScholarlyArticle",
        "TechArticle",
        "Report",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "PressRelease",
    )
)
LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage"))
PAGE_TYPES = frozenset(("WebPage", "ItemPage", "AboutPage"))
