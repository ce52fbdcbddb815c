/* SPDX-License-Identifier: ISC */
#include "data/keys.h"

#include "core/model.h"
#include "data/reader.h"

#define HOW_MANY(a)         (sizeof(a) / sizeof *(a))
#define AT(type, member)    .offset = offsetof(struct type, member)
#define COUNT(type, member) .count = offsetof(struct type, member)

/* What a thing is allowed, see data/read_allow.c. */
#define ALLOW(type)                                                                                \
	{                                                                                          \
		"allow", VALUE_ALLOW, AT(type, allow), COUNT(type, nallow),                        \
		    .help = "ids of rules whose findings here are not told"                        \
	}

static const struct key site_table[] = {
    /* first, because texts without a language are in the first of them */
    {"languages", VALUE_LANGUAGES, true, AT(site, languages), COUNT(site, nlanguages),
	.help = "languages of the texts; the first is the default"},
    {"title", VALUE_LINE, true, AT(site, title), .help = "name of the whole programme"},
    {"abstract", VALUE_PROSE, AT(site, abstract), .help = "what it is about"},
    {"host", VALUE_HOST, true, AT(site, host), .help = "DNS name of the capsule and in calendars"},
    {"web", VALUE_WEB, AT(site, web), .help = "address of the web site, ending in '/'"},
    {"contact", VALUE_MAIL, AT(site, contact), .help = "mail address"},
    {"timezone", VALUE_ZONE, true, AT(site, zone), .help = "zone of events that name none"},
    {"organisations", VALUE_THINGS, .of = &organisation_keys, .help = "organisations by id"},
    {"series", VALUE_THINGS, .of = &series_keys, .help = "events that recur under one name, by id"},
    {"people", VALUE_PEOPLE, .of = &person_keys, .help = "people of several events, by id"},
    {"look", VALUE_THING, .of = &look_keys, .help = "colour, logo and footer of the web site"},
    {"locales", VALUE_LOCALES, .help = "words of the pages in other languages"},
    {"rules", VALUE_RULES, .help = "how grave findings are, by the ids of their rules"},
};

const char *const reserved_event_ids[] = {"all", "about", "changes", "index", "person", "people",
    "series", "calls", "style", "in", "search", "feed", "me", "static", "kind", "language",
    "subscribe", "languages", "agenda", "now", "programme", NULL};

static const struct key event_table[] = {
    {"event", VALUE_ID, true, AT(event, id), .words = reserved_event_ids,
	.help = "id of the event, in addresses"},
    {"was", VALUE_WAS, .help = "its id before, if it got another; calendars follow"},
    {"kind", VALUE_WORD, true, AT(event, kind), .words = event_kind_words,
	.help = "what kind of event it is"},
    {"title", VALUE_LINE, true, AT(event, title), .help = "its title"},
    {"subtitle", VALUE_LINE, AT(event, subtitle), .help = "a second line"},
    {"abstract", VALUE_PROSE, AT(event, abstract), .help = "what it is about"},
    {"series", VALUE_REF, .of = &series_keys, .help = "the series it is an edition of"},
    {"organisations", VALUE_REFS, .of = &organisation_keys, .help = "who holds it"},
    {"format", VALUE_WORD, AT(event, format), .words = format_words,
	.help = "whether one goes there or takes part online"},
    {"status", VALUE_WORD, AT(event, status), .words = status_words,
	.help = "whether it takes place; confirmed unless said"},
    {"draft", VALUE_YES, AT(event, draft), .help = "yes keeps it out of everything public"},
    {"visibility", VALUE_WORD, AT(event, visibility), .words = visibility_words,
	.help = "who may see it; public unless said"},
    {"timezone", VALUE_ZONE, AT(event, zone), .help = "the zone of its times"},
    {"dates", VALUE_DATES, AT(event, dates), .help = "when it is, as far as known"},
    {"deadline", VALUE_DEADLINE, .help = "when applications or registrations end"},
    {"at", VALUE_TIME, .help = "when it begins, if it is its only session"},
    {"for", VALUE_DURATION, .help = "how long it is, if it is its only session"},
    {"until", VALUE_TIME, .help = "when it ends, if it is its only session"},
    {"repeat", VALUE_THING, .of = &repeat_keys,
	.help = "on which dates it is held again, if it is its only session"},
    {"place", VALUE_LINE, AT(event, place), .help = "city or country, when no more is known"},
    {"venue", VALUE_THING, .of = &venue_keys, .help = "where it is"},
    {"venues", VALUE_THINGS, .of = &other_venue_keys, .help = "further places, by id"},
    {"rooms", VALUE_THINGS, .of = &room_keys, .help = "rooms by id"},
    {"tracks", VALUE_THINGS, .of = &track_keys, .help = "parallel strands by id"},
    {"people", VALUE_PEOPLE, .of = &person_keys, .help = "who takes part, by id"},
    {"languages", VALUE_LANGUAGES, AT(event, languages), COUNT(event, nlanguages),
	.help = "languages that are spoken"},
    {"interpretation", VALUE_LANGUAGES, AT(event, interpretation), COUNT(event, ninterpretation),
	.help = "languages that are interpreted into"},
    {"capacity", VALUE_COUNT, AT(event, capacity), .help = "how many can take part"},
    {"links", VALUE_LINKS, AT(event, links), COUNT(event, nlinks), .of = &link_keys,
	.help = "register, report, recording and others"},
    {"join", VALUE_THING, .of = &join_keys, .help = "link to take part online"},
    {"agenda", VALUE_AGENDA, .of = &session_keys, .help = "its sessions"},
    ALLOW(event),
};

static const struct key continued_table[] = {
    {"continues", VALUE_REF, true, .of = &event_keys,
	.help = "id of the event that this file has more of"},
    {"people", VALUE_PEOPLE, .of = &person_keys, .help = "more who take part, by id"},
    {"agenda", VALUE_AGENDA, .of = &session_keys, .help = "more of its sessions"},
    ALLOW(continued),
};

/* Keys of a session that one of its occurrences may have, too. */
#define OCCURRENCE_KEYS                                                                            \
	{"subtitle", VALUE_LINE, AT(session, subtitle), .help = "a second line"},                  \
	    {"abstract", VALUE_PROSE, AT(session, abstract), .help = "what it is about"},          \
	    {"type", VALUE_WORD, AT(session, type), .words = session_type_words,                   \
		.help = "what kind of session it is; talk unless said"},                           \
	    {"at", VALUE_TIME, .help = "when it begins; else when the one before it ends"},        \
	    {"for", VALUE_DURATION, .help = "how long it is"},                                     \
	    {"until", VALUE_TIME, .help = "when it ends"},                                         \
	    {"track", VALUE_REFS, .of = &track_keys, .help = "its track; none: it is for all"},    \
	    {"tracks", VALUE_REFS, .of = &track_keys, .help = "its tracks"},                       \
	    {"room", VALUE_REFS, .of = &room_keys, .help = "its room"},                            \
	    {"rooms", VALUE_REFS, .of = &room_keys, .help = "its rooms"},                          \
	    {"people", VALUE_APPEARANCES, .of = &person_keys, .help = "who is on it"},             \
	    {"organisations", VALUE_REFS, .of = &organisation_keys, .help = "who holds it"},       \
	    {"languages", VALUE_LANGUAGES, AT(session, languages), COUNT(session, nlanguages),     \
		.help = "languages that are spoken"},                                              \
	    {"interpretation", VALUE_LANGUAGES, AT(session, interpretation),                       \
		COUNT(session, ninterpretation), .help = "languages that are interpreted into"},   \
	    {"format", VALUE_WORD, AT(session, format), .words = format_words,                     \
		.help = "whether one goes there or takes part online; as the event unless said"},  \
	    {"status", VALUE_WORD, AT(session, status), .words = status_words,                     \
		.help = "whether it takes place; confirmed unless said"},                          \
	    {"visibility", VALUE_WORD, AT(session, visibility), .words = visibility_words,         \
		.help = "who may see it; public unless said"},                                     \
	    {"capacity", VALUE_COUNT, AT(session, capacity), .help = "how many can take part"},    \
	    {"links", VALUE_LINKS, AT(session, links), COUNT(session, nlinks), .of = &link_keys,   \
		.help = "slides, recording and others"},                                           \
	    {"join", VALUE_THING, .of = &join_keys, .help = "link to take part online"},           \
	    {"moved-from", VALUE_MOMENT, .help = "when it was announced for, if it moved since"},  \
	    ALLOW(session)

static const struct key session_table[] = {
    {"id", VALUE_ID, AT(session, id), .help = "id of the session; else made of its title"},
    {"was", VALUE_WAS,
	.help = "its id before, if it got another; EVENT/ID if it was in another event"},
    {"repeat", VALUE_THING, .of = &repeat_keys, .help = "on which dates it is held again"},
    {"title", VALUE_LINE, true, AT(session, title), .help = "its title"},
    OCCURRENCE_KEYS,
};

static const struct key occurrence_table[] = {
    {"on", VALUE_DAY, .help = "the day to which it moved"},
    {"title", VALUE_LINE, AT(session, title), .help = "its title, if it is another one"},
    OCCURRENCE_KEYS,
};

static const struct key look_table[] = {
    {"colour", VALUE_COLOUR, AT(look, colour), .help = "of links and of what stands out"},
    {"logo", VALUE_LOGO, AT(look, logo), .help = "the name of a picture beside site.yaml"},
    {"footer", VALUE_PROSE, AT(look, footer), .help = "what stands below every page"},
};

static const struct key repeat_table[] = {
    {"rule", VALUE_RRULE, true, .help = "how often and until when, as in FREQ=WEEKLY;COUNT=6"},
    {"except", VALUE_DAYS, .help = "dates of the rule on which it is not held"},
    {"occurrences", VALUE_OCCURRENCES, .of = &occurrence_keys,
	.help = "what is different, by the date that the rule gives"},
};

static const struct key group_table[] = {
    {"parallel", VALUE_ITEMS, true, .of = &session_keys,
	.help = "sessions that begin together, or lists that run beside each other"},
    {"at", VALUE_TIME, .help = "when they begin; else when the one before them ends"},
};

static const struct key person_table[] = {
    {"name", VALUE_LINE, AT(person, name), .help = "the name; needed where first said"},
    {"role", VALUE_LINE, AT(person, role), .help = "what they do, at this event if said there"},
    {"organisation", VALUE_AFFILIATION, .of = &organisation_keys, .help = "where they do it"},
    {"bio", VALUE_PROSE, AT(person, bio), .help = "who they are"},
    {"url", VALUE_URL, AT(person, url), .help = "their page"},
    {"visibility", VALUE_WORD, AT(person, visibility), .words = visibility_words,
	.help = "private: never named in public"},
    ALLOW(person),
};

static const struct key room_table[] = {
    {"title", VALUE_LINE, true, AT(room, title), .help = "its name"},
    {"capacity", VALUE_COUNT, AT(room, capacity), .help = "how many fit in"},
    {"venue", VALUE_REF, .of = &other_venue_keys,
	.help = "the one of 'venues' it is in; else the venue of the event"},
    {"open", VALUE_HOURS, AT(room, open), .help = "from when to when it can be used, every day"},
    {"step-free", VALUE_YES, AT(room, step_free), .help = "whether one gets in without steps"},
    {"url", VALUE_URL, AT(room, url), .help = "its address, if it is online"},
    {"visibility", VALUE_WORD, AT(room, visibility), .words = visibility_words,
	.help = "who may see the address; public unless said"},
    ALLOW(room),
};

static const struct key track_table[] = {
    {"title", VALUE_LINE, true, AT(track, title), .help = "its name"},
    {"audience", VALUE_LINE, AT(track, audience), .help = "whom it is for"},
    {"colour", VALUE_COLOUR, AT(track, colour), .help = "#rrggbb or a CSS name"},
    ALLOW(track),
};

static const struct key venue_table[] = {
    {"name", VALUE_LINE, true, AT(venue, name), .help = "its name"},
    {"address", VALUE_LINE, AT(venue, address), .help = "street and city"},
    {"geo", VALUE_GEO, .help = "latitude and longitude"},
    {"access", VALUE_PROSE, AT(venue, access), .help = "how to get there and in"},
    {"url", VALUE_URL, AT(venue, url), .help = "its page"},
    {"visibility", VALUE_WORD, AT(venue, visibility), .words = visibility_words,
	.help = "who may see address and geo; public unless said"},
    ALLOW(venue),
    /* the last, because the main venue is without it */
    {"walking", VALUE_DURATION, .help = "how far it is on foot from the venue of the event"},
};

static const struct key organisation_table[] = {
    {"name", VALUE_LINE, true, AT(organisation, name), .help = "its name"},
    {"url", VALUE_URL, AT(organisation, url), .help = "its page"},
};

static const struct key series_table[] = {
    {"title", VALUE_LINE, true, AT(series, title), .help = "its name"},
    {"abstract", VALUE_PROSE, AT(series, abstract), .help = "what it is about"},
    {"url", VALUE_URL, AT(series, url), .help = "its page"},
};

static const struct key link_table[] = {
    {"url", VALUE_URL, true, AT(link, url), .help = "the address"},
    {"label", VALUE_LINE, AT(link, label), .help = "what to show instead of its key"},
    {"visibility", VALUE_WORD, AT(link, visibility), .words = visibility_words,
	.help = "who may see it; public unless said"},
    ALLOW(link),
};

static const struct key join_table[] = {
    {"url", VALUE_URL, true, AT(join, url), .help = "the address"},
    {"visibility", VALUE_WORD, AT(join, visibility), .words = visibility_words,
	.help = "who may see it; private unless said"},
};

_Static_assert(HOW_MANY(site_table) <= KEYS_MAX && HOW_MANY(event_table) <= KEYS_MAX &&
		   HOW_MANY(session_table) <= KEYS_MAX,
    "struct fields has room for each key of the long tables");

const struct keys site_keys = {"site", NULL, site_table, HOW_MANY(site_table)};
const struct keys event_keys = {"event", NULL, event_table, HOW_MANY(event_table)};
const struct keys continued_keys = {
    "continuing file", NULL, continued_table, HOW_MANY(continued_table)};
const struct keys session_keys = {"session", NULL, session_table, HOW_MANY(session_table)};
const struct keys group_keys = {"parallel group", NULL, group_table, HOW_MANY(group_table)};
const struct keys person_keys = {"person", NULL, person_table, HOW_MANY(person_table)};
const struct keys room_keys = {"room", "title", room_table, HOW_MANY(room_table)};
const struct keys track_keys = {"track", "title", track_table, HOW_MANY(track_table)};
const struct keys venue_keys = {"venue", "name", venue_table, HOW_MANY(venue_table) - 1};
const struct keys other_venue_keys = {"venue", "name", venue_table, HOW_MANY(venue_table)};
const struct keys organisation_keys = {
    "organisation", "name", organisation_table, HOW_MANY(organisation_table)};
const struct keys series_keys = {"series", "title", series_table, HOW_MANY(series_table)};
const struct keys link_keys = {"link", "url", link_table, HOW_MANY(link_table)};
const struct keys join_keys = {"join link", "url", join_table, HOW_MANY(join_table)};
const struct keys look_keys = {"look", NULL, look_table, HOW_MANY(look_table)};
const struct keys repeat_keys = {"repeat", "rule", repeat_table, HOW_MANY(repeat_table)};
const struct keys occurrence_keys = {
    "occurrence", NULL, occurrence_table, HOW_MANY(occurrence_table)};
