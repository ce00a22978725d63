"""What blog software, letters and newspapers' systems print under every text, in words that are always the same.

No pattern is as sure as the sentence itself: each stands here as its software writes it, and is compared with a whole
line, but for capitals and the signs at its ends. They may be ordinary words (`Archives`), and count only at the end of
a text, where nothing but their like and notices follows, or over its title; a line that holds a name or a number has a
pattern.
"""

import re

__all__ = ["stock_phrase"]

_COMMENTS = """
    you must be logged in to post a comment
    you must be logged in to reply to this topic
    required fields are marked
    notify me of follow-up comments by email
    notify me of new posts by email
    notify me of followup comments via e-mail
    this site uses akismet to reduce spam. learn how your comment data is processed
    loading comments
    write a comment
    show comments
    view comments
    hide comments
    email (required)
    email (address never made public)
    name (required)
    no trackbacks yet
    trackbacks are closed
    what do you think
    what are your thoughts
    cancel
    report this comment
    see more recommendations
    no responses yet
    no posts
    write a response
    all comments
"""
"""WordPress and Jetpack, Akismet, Substack, Medium, Disqus."""
_SHARING = """
    like this
    like loading
    liked by
    be the first to like this
    email a link to a friend
    copy shortlink
    report this content
    reblog
    recommend
    gift this article
    give this article
    refer a friend
    report an error
    rate this article
"""
"""Jetpack, WordPress.com, Substack, newspapers."""
_SUBSCRIPTION = """
    subscribed
    manage subscriptions
    already have a wordpress.com account? log in now
    sign me up
    pledge your support
    give a gift subscription
    get our weekly letter
    get the newsletter
    member-only story
    install our app
    download our app
    get email alerts
    get the latest news
    sign up for alerts
    add us as a preferred source on google
"""
_SITE = """
    proudly powered by wordpress
    blog at wordpress.com
    create a free website or blog at wordpress.com
    create a website or blog at wordpress.com
    view site in reader
    collapse this bar
    close and accept
    skip to content
    bookmark the permalink
    related links
    friendly links
    attachments
    online message
    leave a message
    mobile site
    mobile version
    collect this page
    add to favorites
    add to favourites
    recommend to friends
    report error
    scan to follow us
    privacy ∙ terms ∙ collection notice
    privacy · terms · collection notice
    start writing
    substack is the home for great culture
    help status about careers press blog privacy terms text to speech teams
    recommended from medium
    top of page
    bottom of page
"""
_NAVIGATION = """
    post navigation
    posts navigation
    continue reading
    recent posts
    recent comments
    archives
    categories
    meta
    search for
    entries feed
    comments feed
    lists
    language
    related topics
    topics
    tags
    trending
    trending now
    trending topics
    most read
    most viewed
    most popular
    most shared
    most commented
    popular posts
    popular now
    editor's picks
    editors' picks
    editor's choice
    recommended for you
    recommended reading
    you might also be interested in
    you may also be interested in
    more from this author
    also in this section
    in this section
    相关附件
    热门文章
    最新文章
    热点新闻
"""
_AUTHOR = """
    about the author
    about the authors
    about the writer
    about the columnist
    author bio
    author
    written by
"""
_RULES = {
    "comment-widget": _COMMENTS,
    "share-widget": _SHARING,
    "subscribe-box": _SUBSCRIPTION,
    "site-credit": _SITE,
    "page-navigation": _NAVIGATION,
    "author-box": _AUTHOR,
}
_PHRASES = {line.strip(): rule for rule, lines in _RULES.items() for line in lines.splitlines() if line.strip()}
_PATTERNS = (
    # `Click to share on X`
    ("share-widget", re.compile(r"click to (?:share|print|email|send|tweet) .{1,60}")),
    # `12 Likes ∙ 3 Restacks`, `Like (4)`, `Comments (12)`, `Responses (3)`
    ("share-widget", re.compile(r"\d{1,6} likes?\s*[∙·•]\s*\d{1,6} restacks?")),
    ("comment-widget", re.compile(r"(?:likes?|comments?|responses|replies|restacks) ?\(\d{1,6}\)")),
    # `Join 1,204 other subscribers`
    ("subscribe-box", re.compile(r"join (?:over )?[\d.,]{1,9}k? (?:other )?(?:subscribers|followers|readers|members)")),
    # `This entry was posted in Mills and tagged Wheels by Ann Sample. Bookmark the permalink.`
    ("publisher-terms", re.compile(r"tagged (?:with |as )?[^.!?]{2,120}")),
    (
        "publisher-terms",
        re.compile(r"this (?:entry|post|article) was (?:posted|filed|published) (?:in|on|under) .{2,200}"),
    ),
    # `View all posts by Ann Sample`, `See all from Ann Sample`
    (
        "author-box",
        re.compile(r"(?:(?:view|see|read) (?:all|more)(?: (?:posts|articles|stories))? (?:by|from) .{2,60})"),
    ),
    # `Attachment: list.pdf`, `Click to download the attachment: list.pdf`
    (
        "page-tools",
        re.compile(
            r"(?:click (?:here )?to )?(?:(?:download|view|open) )?(?:the )?(?:attachments?|annex)\s*[:：].{2,120}"
        ),
    ),
    # `Links: Sample Association | Sample Ministry`
    ("related-links", re.compile(r"links?\s*[:：]\s*[^|.]{2,60}(?:\|[^|.]{2,60}){1,12}")),
    # `您是第1204位访客`
    ("view-count", re.compile(r"(?:您是|你是)?(?:本站)?第?\s*\d{1,9}\s*位(?:访客|访问者|浏览者)")),
)
_LONGEST = 260
_ENDS = " \t.:：…!?*→←»«›‹>|[]【】()"


def stock_phrase(text: str) -> str | None:
    """Return the rule for a line that a system prints under every text, else None."""
    if len(text) > _LONGEST:
        return None
    small = text.casefold().replace("’", "'")
    rule = _PHRASES.get(small.strip(_ENDS)) or _PHRASES.get(small.strip())
    if rule:
        return rule
    return next((rule for rule, pattern in _PATTERNS if pattern.fullmatch(small.strip())), None)
