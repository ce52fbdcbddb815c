/* SPDX-License-Identifier: ISC */
/* Words of the interface, and dates and times as they are said. Each word comes from the first of
 * these that has it: `locales:` of the site (struct wording), the catalogue of the language
 * (data/locales), English. */
#ifndef PLENARY_WORDS_H
#define PLENARY_WORDS_H

#include "core/model.h"
#include "core/plural.h"

/* A word with a number: a key for each plural form (in the order of enum plural), of which English
 * has two. words_count says it. */
#define COUNTED(X, name, key, one, other)                                                          \
	X(name, key, other)                                                                        \
	X(name##_ZERO, key "-zero", NULL)                                                          \
	X(name##_ONE, key "-one", one)                                                             \
	X(name##_TWO, key "-two", NULL)                                                            \
	X(name##_FEW, key "-few", NULL)                                                            \
	X(name##_MANY, key "-many", NULL)

/* The words: name in code, key in catalogues and in `locales:`, English. `%1`, `%2`, … stand where
 * values go, in any order; `%s` is `%1`. Every word is in each catalogue of data/locales, too. */
#define WORDS(X)                                                                                   \
	/* the frame and headings */                                                               \
	X(NOW, "now", "Now")                                                                       \
	X(NEXT, "next", "Next")                                                                    \
	X(IT_IS, "it-is", "It is now %s.")                                                         \
	X(NOW_PAGE, "now-page", "Now and next")                                                    \
	X(NOTHING_RUNS, "nothing-runs", "Nothing is on today.")                                    \
	X(BREAK_NOW, "break-now", "Break now")                                                     \
	X(UNTIL, "until", "until %s")                                                              \
	X(TIME_LEFT, "time-left", "%s left")                                                       \
	X(NOTHING_UNTIL, "nothing-until", "Nothing is on until %s.")                               \
	X(LAST_OVER, "last-over", "The last session is over.")                                     \
	X(TODAY_UNTIMED, "today-untimed", "Today, time not yet known")                             \
	X(MORE_THAT_DAY, "more-that-day", "%1 more: %2")                                           \
	X(EARLIER, "earlier", "Earlier")                                                           \
	X(AHEAD, "ahead", "Ahead")                                                                 \
	X(PAST, "past", "Past events")                                                             \
	X(AGENDA, "agenda", "Agenda")                                                              \
	X(AGENDA_ALL, "agenda-all", "The whole agenda on one page")                                \
	X(AGENDA_TEXT, "agenda-text", "The whole agenda as text to save (.txt)")                   \
	X(LONG_AGENDA, "long-agenda", "The agenda is too long for one page; these are its days:")  \
	X(WITHOUT_ABSTRACTS, "without-abstracts",                                                  \
	    "The descriptions of the sessions are left out, for there are too many.")              \
	X(HOME, "home", "Home")                                                                    \
	X(ABOUT, "about", "About")                                                                 \
	X(CHANGES, "changes", "Changes")                                                           \
	X(CALENDAR, "calendar", "Calendar (.ics)")                                                 \
	X(SUBSCRIBE_HERE, "subscribe-here", "Subscribe in a calendar program")                     \
	X(PEOPLE, "people", "People")                                                              \
	X(ALL_PEOPLE, "all-people", "All people")                                                  \
	X(CALLS, "calls", "Open calls")                                                            \
	X(CALLS_CLOSED, "calls-closed", "Closed calls")                                            \
	X(NO_CALLS, "no-calls", "No call is open at the moment.")                                  \
	X(PROGRAMME, "programme", "Programme %s")                                                  \
	X(PROGRAMME_SHEET, "programme-sheet", "The programme of %s on one sheet")                  \
	X(SKIP, "skip", "Skip to content")                                                         \
	X(YOU_ARE_HERE, "you-are-here", "You are here")                                            \
	X(TIME, "time", "Time")                                                                    \
	X(SERIES, "series", "Series")                                                              \
	X(SESSIONS, "sessions", "Sessions")                                                        \
	X(TRACKS, "tracks", "Tracks")                                                              \
	X(ROOMS, "rooms", "Rooms")                                                                 \
	X(MATERIALS, "materials", "Materials and links")                                           \
	X(NOT_SCHEDULED, "not-scheduled", "Not yet scheduled")                                     \
	X(DAY_ONLY, "day-only", "That day, time not yet known")                                    \
	X(LOCAL_TIMES, "local-times", "Local times: %s")                                           \
	X(SHOW_ONLY, "show-only", "Show only")                                                     \
	X(SHOW_ALL, "show-all", "All")                                                             \
	X(PREVIOUS, "previous", "Before: %s")                                                      \
	X(FOLLOWING, "following", "After: %s")                                                     \
	X(ALL_CALENDAR, "all-calendar", "All events as a calendar (.ics)")                         \
	X(SUBSCRIBE_WHAT, "subscribe-what",                                                        \
	    "To subscribe is to give your calendar program an address once. From then on it asks " \
	    "there by itself, and your calendar follows when something is moved, renamed or "      \
	    "cancelled. To import a file is to copy it: it stays as it was on that day.")          \
	X(SUBSCRIBE_NO_WEB, "subscribe-no-web",                                                    \
	    "This site names no address on the web, and calendar programs cannot fetch anything "  \
	    "from a Gemini capsule. Save a calendar as a file and import it: in most programs by " \
	    "File and Import or Open, in Google Calendar on a computer by Settings and "           \
	    "\xe2\x80\x9cImport & export\xe2\x80\x9d. An import does not follow changes: look "    \
	    "here again shortly before you go, and import the file once more if something has "    \
	    "changed.")                                                                            \
	X(CALENDARS, "calendars", "Calendars")                                                     \
	X(SUBSCRIBE_WHICH, "subscribe-which",                                                      \
	    "One of them is enough: two that overlap show twice what is in both. Every event, "    \
	    "session, track, room and person has a calendar too, on its page.")                    \
	X(SUBSCRIBE_OPEN, "subscribe-open", "open in your calendar program")                       \
	X(SUBSCRIBE_ALL, "subscribe-all", "All events")                                            \
	X(SUBSCRIBE_KINDS, "subscribe-kinds", "By kind")                                           \
	X(SUBSCRIBE_SPOKEN, "subscribe-spoken", "By the language spoken or interpreted into")      \
	X(SUBSCRIBE_TEXTS, "subscribe-texts", "With texts in another language")                    \
	X(SUBSCRIBE_ANY_TEXTS, "subscribe-any-texts",                                              \
	    "Any other calendar has these too: write .%s before .ics in its address.")             \
	X(SUBSCRIBE_HOW, "subscribe-how", "How to do it, and what follows")                        \
	X(SUBSCRIBE_ADDRESS, "subscribe-address",                                                  \
	    "Copy the whole address of a calendar. Once it is in a program there is nothing more " \
	    "to do; how soon a change is seen is up to the program.")                              \
	X(SUBSCRIBE_GOOGLE_NAME, "subscribe-google-name", "Google Calendar")                       \
	X(SUBSCRIBE_GOOGLE, "subscribe-google",                                                    \
	    "In a browser on a computer, open calendar.google.com. Beside \xe2\x80\x9cOther "      \
	    "calendars\xe2\x80\x9d choose + and \xe2\x80\x9c"                                      \
	    "From URL\xe2\x80\x9d, paste the address and choose \xe2\x80\x9c"                      \
	    "Add calendar\xe2\x80\x9d. It then shows on your phone too.")                          \
	X(SUBSCRIBE_GOOGLE_THEN, "subscribe-google-then",                                          \
	    "Google asks for changes every 4 to 24 hours and cannot be told to ask sooner: on "    \
	    "the day, look here as well. What is cancelled disappears.")                           \
	X(SUBSCRIBE_IPHONE_NAME, "subscribe-iphone-name", "iPhone and iPad")                       \
	X(SUBSCRIBE_IPHONE, "subscribe-iphone",                                                    \
	    "Tap \xe2\x80\x9c%s\xe2\x80\x9d above. Or in Calendar tap Calendars, \xe2\x80\x9c"     \
	    "Add Calendar\xe2\x80\x9d and \xe2\x80\x9c"                                            \
	    "Add Subscription Calendar\xe2\x80\x9d, and paste the address.")                       \
	X(SUBSCRIBE_IPHONE_THEN, "subscribe-iphone-then",                                          \
	    "It asks as often as the settings of Calendar say under \xe2\x80\x9c"                  \
	    "Fetch New Data\xe2\x80\x9d. What is cancelled is struck through.")                    \
	X(SUBSCRIBE_MAC_NAME, "subscribe-mac-name", "Calendar on a Mac")                           \
	X(SUBSCRIBE_MAC, "subscribe-mac",                                                          \
	    "In Calendar choose File, then \xe2\x80\x9cNew Calendar Subscription\xe2\x80\x9d, "    \
	    "paste the address and choose Subscribe. With iCloud as its location it is on your "   \
	    "iPhone too.")                                                                         \
	X(SUBSCRIBE_MAC_THEN, "subscribe-mac-then",                                                \
	    "It asks as often as you set under \xe2\x80\x9c"                                       \
	    "Auto-refresh\xe2\x80\x9d: every hour is a good choice. What is cancelled is struck "  \
	    "through.")                                                                            \
	X(SUBSCRIBE_OUTLOOK_NAME, "subscribe-outlook-name", "Outlook on the web and new Outlook")  \
	X(SUBSCRIBE_OUTLOOK, "subscribe-outlook",                                                  \
	    "In the calendar choose \xe2\x80\x9c"                                                  \
	    "Add calendar\xe2\x80\x9d and \xe2\x80\x9cSubscribe from web\xe2\x80\x9d, paste the "  \
	    "address, give it a name and choose \xe2\x80\x9cImport\xe2\x80\x9d. It takes the "     \
	    "address, but not a webcal link.")                                                     \
	X(SUBSCRIBE_OUTLOOK_THEN, "subscribe-outlook-then",                                        \
	    "It asks about every three hours, at some workplaces once a day. What is cancelled "   \
	    "stays, and its title says \xe2\x80\x9c(%s)\xe2\x80\x9d.")                             \
	X(SUBSCRIBE_CLASSIC_NAME, "subscribe-classic-name", "Outlook, classic")                    \
	X(SUBSCRIBE_CLASSIC, "subscribe-classic",                                                  \
	    "In the calendar choose \xe2\x80\x9cOpen Calendar\xe2\x80\x9d or \xe2\x80\x9c"         \
	    "Add Calendar\xe2\x80\x9d and then \xe2\x80\x9c"                                       \
	    "From Internet\xe2\x80\x9d, paste the address and agree.")                             \
	X(SUBSCRIBE_CLASSIC_THEN, "subscribe-classic-then",                                        \
	    "While it runs it asks every hour, as the calendar proposes, unless you switch "       \
	    "\xe2\x80\x9cUpdate Limit\xe2\x80\x9d off in the account settings. What is cancelled " \
	    "stays, and its title says \xe2\x80\x9c(%s)\xe2\x80\x9d.")                             \
	X(SUBSCRIBE_THUNDERBIRD_NAME, "subscribe-thunderbird-name", "Thunderbird")                 \
	X(SUBSCRIBE_THUNDERBIRD, "subscribe-thunderbird",                                          \
	    "Choose \xe2\x80\x9cNew Calendar\xe2\x80\x9d, \xe2\x80\x9cOn the "                     \
	    "Network\xe2\x80\x9d, paste the address, choose \xe2\x80\x9c"                          \
	    "Find Calendars\xe2\x80\x9d and then \xe2\x80\x9cSubscribe\xe2\x80\x9d.")              \
	X(SUBSCRIBE_THUNDERBIRD_THEN, "subscribe-thunderbird-then",                                \
	    "It asks every 30 minutes, unless you set something else in the properties of the "    \
	    "calendar. What is cancelled is struck through.")                                      \
	X(SUBSCRIBE_GNOME_NAME, "subscribe-gnome-name", "GNOME Calendar and Evolution")            \
	X(SUBSCRIBE_GNOME, "subscribe-gnome",                                                      \
	    "In GNOME Calendar choose \xe2\x80\x9cManage Calendars\xe2\x80\x9d and \xe2\x80\x9c"   \
	    "Add Calendar\xe2\x80\x9d, paste the address and choose \xe2\x80\x9c"                  \
	    "Add Calendar\xe2\x80\x9d. In Evolution choose File, New, Calendar and the type "      \
	    "\xe2\x80\x9cOn The Web\xe2\x80\x9d, and paste the address.")                          \
	X(SUBSCRIBE_GNOME_THEN, "subscribe-gnome-then",                                            \
	    "Both use the same calendars; how often they ask is set in Evolution, in the "         \
	    "properties of the calendar. What is cancelled stays, and its title says "             \
	    "\xe2\x80\x9c(%s)\xe2\x80\x9d.")                                                       \
	X(SUBSCRIBE_ANDROID_NAME, "subscribe-android-name", "Android: ICSx5 and DAVx5")            \
	X(SUBSCRIBE_ANDROID, "subscribe-android",                                                  \
	    "Install ICSx5, from the makers of DAVx5, choose + and paste the address. What it "    \
	    "fetches shows in the calendar app of the phone.")                                     \
	X(SUBSCRIBE_ANDROID_THEN, "subscribe-android-then",                                        \
	    "It asks as often as you set in ICSx5. What is cancelled stays, and its title says "   \
	    "\xe2\x80\x9c(%s)\xe2\x80\x9d.")                                                       \
	X(SUBSCRIBE_SEEN_TITLE, "subscribe-seen-title", "What others can see of it")               \
	X(SUBSCRIBE_SEEN, "subscribe-seen",                                                        \
	    "A program that has subscribed asks %s regularly, day and night, for as long as you "  \
	    "are subscribed. Whoever runs or watches your network can see when it asks this "      \
	    "host, though with https not which calendar, nor what is in it. Google and Outlook "   \
	    "on the web ask from their own servers, and so know what you have subscribed to. If "  \
	    "any of this could harm you, do not subscribe: read here, or import a file.")          \
	X(CALENDAR_EVENT, "calendar-event", "Calendar of the event (.ics)")                        \
	X(CALENDAR_SESSIONS, "calendar-sessions", "Calendar without breaks (.ics)")                \
	X(CALENDAR_SPOKEN, "calendar-spoken", "Calendar of what is in %s (.ics)")                  \
	X(WITHOUT_BREAKS, "without-breaks", "%s, without breaks")                                  \
	X(SPOKEN_THERE, "spoken-there", "What is held in %s or interpreted into it.")              \
	X(DATA, "data", "Data for other programs")                                                 \
	X(DATA_XML, "data-xml", "Schedule for conference apps (.xml)")                             \
	X(DATA_JSON, "data-json", "The same for programs (.json)")                                 \
	X(DATA_CSV, "data-csv", "Sessions as a table for spreadsheets (.csv)")                     \
	X(SUBSCRIBE, "subscribe", "How to subscribe")                                              \
	X(OF_EVENT, "of-event", "%1 \xe2\x80\x93 %2")                                              \
	/* facts */                                                                                \
	X(WHEN, "when", "When")                                                                    \
	X(WHERE, "where", "Where")                                                                 \
	X(YOUR_TIME, "your-time", "In your zone")                                                  \
	X(ACCESS, "access", "Getting there")                                                       \
	X(MAP, "map", "Map")                                                                       \
	X(FORMAT, "format", "Format")                                                              \
	X(END_UNKNOWN, "end-unknown", "When it ends is not known yet.")                            \
	X(LANGUAGES, "languages", "Languages")                                                     \
	X(INTERPRETATION, "interpretation", "Interpretation")                                      \
	X(ORGANISERS, "organisers", "Organised by")                                                \
	X(CAPACITY, "capacity", "Places")                                                          \
	X(JOIN, "join", "Join online")                                                             \
	X(JOIN_HIDDEN, "join-hidden", "participants are given the link")                           \
	X(DEADLINE, "deadline", "Deadline")                                                        \
	X(TRACK, "track", "Track")                                                                 \
	X(AUDIENCE, "audience", "For")                                                             \
	X(ALL_TRACKS, "all-tracks", "all tracks")                                                  \
	X(STEP_FREE, "step-free", "step-free access")                                              \
	X(WEBSITE, "website", "Web site")                                                          \
	X(ON_FOOT, "on-foot", "%s on foot")                                                        \
	X(WITH, "with", "With")                                                                    \
	X(AS, "as", "As")                                                                          \
	X(ROLE, "role", "Role")                                                                    \
	X(ORGANISATION, "organisation", "Organisation")                                            \
	X(CONTACT, "contact", "Contact")                                                           \
	X(HOST, "host", "Capsule")                                                                 \
	X(KIND, "kind", "Kind")                                                                    \
	/* links by their usual keys */                                                            \
	X(LINK_SLIDES, "link-slides", "Slides")                                                    \
	X(LINK_RECORDING, "link-recording", "Recording")                                           \
	X(LINK_REGISTER, "link-register", "Register")                                              \
	X(LINK_REPORT, "link-report", "Report")                                                    \
	X(LINK_APPLY, "link-apply", "Apply")                                                       \
	X(LINK_WEB, "link-web", "Web page")                                                        \
	X(LINK_PAPER, "link-paper", "Paper")                                                       \
	X(LINK_FEEDBACK, "link-feedback", "Feedback")                                              \
	/* choices, in the order of their enums */                                                 \
	X(STATUS_CONFIRMED, "status-confirmed", "confirmed")                                       \
	X(STATUS_TENTATIVE, "status-tentative", "tentative")                                       \
	X(STATUS_POSTPONED, "status-postponed", "postponed")                                       \
	X(STATUS_CANCELLED, "status-cancelled", "cancelled")                                       \
	X(WITHDRAWN, "withdrawn", "Withdrawn")                                                     \
	X(FORMAT_UNSAID, "format-unsaid", "not said")                                              \
	X(FORMAT_IN_PERSON, "format-in-person", "in person")                                       \
	X(FORMAT_ONLINE, "format-online", "online")                                                \
	X(FORMAT_HYBRID, "format-hybrid", "in person and online")                                  \
	X(KIND_CONFERENCE, "kind-conference", "conference")                                        \
	X(KIND_FORUM, "kind-forum", "forum")                                                       \
	X(KIND_WEBINAR, "kind-webinar", "webinar")                                                 \
	X(KIND_SIDE_EVENT, "kind-side-event", "side event")                                        \
	X(KIND_PANEL, "kind-panel", "panel")                                                       \
	X(KIND_MEETING, "kind-meeting", "meeting")                                                 \
	X(KIND_SUMMIT, "kind-summit", "summit")                                                    \
	X(KIND_CALL, "kind-call", "call for applications")                                         \
	X(KINDS_CONFERENCE, "kinds-conference", "Conferences")                                     \
	X(KINDS_FORUM, "kinds-forum", "Forums")                                                    \
	X(KINDS_WEBINAR, "kinds-webinar", "Webinars")                                              \
	X(KINDS_SIDE_EVENT, "kinds-side-event", "Side events")                                     \
	X(KINDS_PANEL, "kinds-panel", "Panels")                                                    \
	X(KINDS_MEETING, "kinds-meeting", "Meetings")                                              \
	X(KINDS_SUMMIT, "kinds-summit", "Summits")                                                 \
	X(KINDS_CALL, "kinds-call", "Calls for applications")                                      \
	X(TYPE_TALK, "type-talk", "talk")                                                          \
	X(TYPE_PANEL, "type-panel", "panel")                                                       \
	X(TYPE_WORKSHOP, "type-workshop", "workshop")                                              \
	X(TYPE_PLENARY, "type-plenary", "plenary")                                                 \
	X(TYPE_DISCUSSION, "type-discussion", "discussion")                                        \
	X(TYPE_KEYNOTE, "type-keynote", "keynote")                                                 \
	X(TYPE_LIGHTNING, "type-lightning", "lightning talks")                                     \
	X(TYPE_BREAK, "type-break", "break")                                                       \
	X(TYPE_SOCIAL, "type-social", "social")                                                    \
	X(TYPE_OTHER, "type-other", "other")                                                       \
	X(ROLE_SPEAKER, "role-speaker", "speaker")                                                 \
	X(ROLE_MODERATOR, "role-moderator", "moderator")                                           \
	X(ROLE_HOST, "role-host", "host")                                                          \
	X(ROLE_INTERPRETER, "role-interpreter", "interpreter")                                     \
	X(ROLE_ORGANISER, "role-organiser", "organiser")                                           \
	/* notices */                                                                              \
	X(DRAFT, "draft", "This is a draft and not public.")                                       \
	X(EVENT_CANCELLED, "event-cancelled", "This event is cancelled.")                          \
	X(EVENT_POSTPONED, "event-postponed",                                                      \
	    "This event is postponed. A new date will be announced here.")                         \
	X(EVENT_TENTATIVE, "event-tentative", "This event is not yet confirmed.")                  \
	X(CALL_OVER, "call-over", "This call is closed.")                                          \
	X(SESSION_CANCELLED, "session-cancelled", "This session is cancelled.")                    \
	X(SESSION_POSTPONED, "session-postponed",                                                  \
	    "This session is postponed. A new time will be announced here.")                       \
	X(SESSION_TENTATIVE, "session-tentative", "This session is not yet confirmed.")            \
	X(SESSION_MOVED, "session-moved", "This session was moved. Before: %s")                    \
	X(MOVED_FROM, "moved-from", "moved from %s")                                               \
	X(NO_SESSIONS, "no-sessions", "There is no agenda yet.")                                   \
	X(NOTHING_AHEAD, "nothing-ahead", "Nothing is announced at the moment.")                   \
	X(NO_CHANGES, "no-changes", "Nothing has changed yet.")                                    \
	X(COMPARE, "compare", "What changed between two revisions")                                \
	X(COMPARE_ANY, "compare-any", "Choose two revisions to compare")                           \
	X(COMPARE_ASK, "compare-ask",                                                              \
	    "From which revision to which, from 1 to %s? For example 2-5, or 3 for everything"     \
	    " since then")                                                                         \
	X(COMPARE_ONE, "compare-one",                                                              \
	    "There is only one revision, so there is nothing to compare yet")                      \
	X(CHANGES_SINCE, "changes-since", "All that changed since revision %1, %2")                \
	X(CHANGES_BETWEEN, "changes-between", "Changes from revision %1 to revision %2")           \
	X(CHANGES_LOST, "changes-lost",                                                            \
	    "What changed before revision %1 is no longer at hand. This is what changed since"     \
	    " then.")                                                                              \
	X(NO_DIFFERENCE, "no-difference", "Nothing is different between the two.")                 \
	X(NEWS, "news", "What came and what changed")                                              \
	X(NEWS_AND, "news-and", "%1, %2")                                                          \
	X(FOLLOW, "follow", "Follow what changes (feed)")                                          \
	X(FOLLOW_HOW, "follow-how",                                                                \
	    "Subscribe to this page in your Gemini client, and it shows you what is new here."     \
	    " There is one line for each time that something was published.")                      \
	X(ATOM, "atom", "The same for feed readers (Atom)")                                        \
	COUNTED(X, MORE_CHANGES, "more-changes", "and 1 more change", "and %s more changes")       \
	COUNTED(X, SESSION_COUNT, "session-count", "1 session", "%s sessions")                     \
	X(NO_PAGE, "no-page", "There is no such page")                                             \
	X(NO_PAGE_WHY, "no-page-why",                                                              \
	    "The address may have a mistake in it, or what was there has another one by now. "     \
	    "The programme leads to all that there is.")                                           \
	X(MORE, "more", "More")                                                                    \
	X(EVENT_THEN, "event-then", "%1: %2")                                                      \
	X(EDITIONS, "editions", "Editions")                                                        \
	X(WHO, "who", "%1 (%2)")                                                                   \
	X(NO_EVENTS, "no-events", "There are no events yet.")                                      \
	X(REPEATS, "repeats", "Repeats")                                                           \
	COUNTED(X, REPEAT_DAYS, "repeat-days", "every day", "every %s days")                       \
	COUNTED(X, REPEAT_WEEKS, "repeat-weeks", "every week", "every %s weeks")                   \
	COUNTED(X, REPEAT_MONTHS, "repeat-months", "every month", "every %s months")               \
	COUNTED(X, REPEAT_YEARS, "repeat-years", "every year", "every %s years")                   \
	X(REPEAT_ON, "repeat-on", "%1 on %2")                                                      \
	COUNTED(X, DATE_COUNT, "date-count", "1 date", "%s dates")                                 \
	X(DATE_OF, "date-of", "date %1 of %2")                                                     \
	X(ALL_DATES, "all-dates", "All dates")                                                     \
	/* changes: what happened, in the order of enum deed */                                    \
	X(CHANGE_MOVED, "change-moved", "moved")                                                   \
	X(CHANGE_SCHEDULED, "change-scheduled", "scheduled")                                       \
	X(CHANGE_CANCELLED, "change-cancelled", "cancelled")                                       \
	X(CHANGE_POSTPONED, "change-postponed", "postponed")                                       \
	X(CHANGE_RESTORED, "change-restored", "restored")                                          \
	X(CHANGE_NEW, "change-new", "new")                                                         \
	X(CHANGE_REMOVED, "change-removed", "removed")                                             \
	X(CHANGE_WITHDRAWN, "change-withdrawn", "withdrawn")                                       \
	X(CHANGE_RENAMED, "change-renamed", "renamed")                                             \
	X(CHANGE_CHANGED, "change-changed", "changed")                                             \
	X(CHANGE_EVENT, "change-event", "event %s")                                                \
	X(CHANGE_DEADLINE, "change-deadline", "deadline of %s")                                    \
	X(CHANGE_OTHER_EVENT, "change-other-event", "%1 from %2 to %3")                            \
	X(CHANGE_TO, "change-to", "%1 \xe2\x86\x92 %2")                                            \
	X(CHANGE_ALSO, "change-also", "also %s")                                                   \
	X(CHANGE_PLACE, "change-place", "place changed")                                           \
	X(NO_TIME, "no-time", "no time")                                                           \
	X(NO_ROOM, "no-room", "no room")                                                           \
	X(NO_DEADLINE, "no-deadline", "no date")                                                   \
	X(CHANGED_STATUS, "changed-status", "status")                                              \
	X(CHANGED_TIME, "changed-time", "time")                                                    \
	X(CHANGED_PLACE, "changed-place", "place")                                                 \
	X(CHANGED_TITLE, "changed-title", "title")                                                 \
	X(CHANGED_PEOPLE, "changed-people", "people")                                              \
	X(CHANGED_TRACK, "changed-track", "track")                                                 \
	X(CHANGED_TEXT, "changed-text", "text")                                                    \
	X(CHANGED_LINKS, "changed-links", "links")                                                 \
	X(CHANGED_ID, "changed-id", "id")                                                          \
	/* joining */                                                                              \
	X(FACT, "fact", "%1: %2")                                                                  \
	X(LIST, "list", "%1, %2")                                                                  \
	X(QUOTED, "quoted", "'%s'")                                                                \
	/* dates: weekdays from Monday, months from January */                                     \
	X(WEEKDAY_1, "weekday-1", "Monday")                                                        \
	X(WEEKDAY_2, "weekday-2", "Tuesday")                                                       \
	X(WEEKDAY_3, "weekday-3", "Wednesday")                                                     \
	X(WEEKDAY_4, "weekday-4", "Thursday")                                                      \
	X(WEEKDAY_5, "weekday-5", "Friday")                                                        \
	X(WEEKDAY_6, "weekday-6", "Saturday")                                                      \
	X(WEEKDAY_7, "weekday-7", "Sunday")                                                        \
	X(WEEKDAY_SHORT_1, "weekday-short-1", "Mon")                                               \
	X(WEEKDAY_SHORT_2, "weekday-short-2", "Tue")                                               \
	X(WEEKDAY_SHORT_3, "weekday-short-3", "Wed")                                               \
	X(WEEKDAY_SHORT_4, "weekday-short-4", "Thu")                                               \
	X(WEEKDAY_SHORT_5, "weekday-short-5", "Fri")                                               \
	X(WEEKDAY_SHORT_6, "weekday-short-6", "Sat")                                               \
	X(WEEKDAY_SHORT_7, "weekday-short-7", "Sun")                                               \
	X(MONTH_1, "month-1", "January")                                                           \
	X(MONTH_2, "month-2", "February")                                                          \
	X(MONTH_3, "month-3", "March")                                                             \
	X(MONTH_4, "month-4", "April")                                                             \
	X(MONTH_5, "month-5", "May")                                                               \
	X(MONTH_6, "month-6", "June")                                                              \
	X(MONTH_7, "month-7", "July")                                                              \
	X(MONTH_8, "month-8", "August")                                                            \
	X(MONTH_9, "month-9", "September")                                                         \
	X(MONTH_10, "month-10", "October")                                                         \
	X(MONTH_11, "month-11", "November")                                                        \
	X(MONTH_12, "month-12", "December")                                                        \
	X(DAY_FIRST, "day-first", "1")                                                             \
	X(DATE_FULL, "date-full", "%1 %2 %3 %4")                                                   \
	X(DATE_SHORT, "date-short", "%1 %2 %3")                                                    \
	X(DATE_SHORT_YEAR, "date-short-year", "%1 %2")                                             \
	X(AOE, "aoe", "%s AoE")                                                                    \
	X(DATE, "date", "%1 %2 %3")                                                                \
	X(DATE_IN_YEAR, "date-in-year", "%1 %2")                                                   \
	X(DATE_MONTH, "date-month", "%1 %2")                                                       \
	X(SPAN_IN_MONTH, "span-in-month", "%1\xe2\x80\x93%2 %3 %4")                                \
	X(SPAN, "span", "%1 \xe2\x80\x93 %2")                                                      \
	X(PART_EARLY, "part-early", "early %s")                                                    \
	X(PART_MID, "part-mid", "mid-%s")                                                          \
	X(PART_LATE, "part-late", "late %s")                                                       \
	X(SPAN_BEFORE, "span-before", "in %1, before %2")                                          \
	X(NO_DATE, "no-date", "date not announced yet")                                            \
	/* times */                                                                                \
	X(TIME_FROM, "time-from", "from %s")                                                       \
	COUNTED(X, DAYS_LATER, "days-later", "(+1 day)", "(+%s days)")                             \
	X(DATE_TIME, "date-time", "%1, %2")                                                        \
	X(DAY_ZONE, "day-zone", "%1 \xc2\xb7 %2")                                                  \
	X(IN_ZONE, "in-zone", "%1 (%2)")                                                           \
	X(ZONE, "zone", "%1, %2")                                                                  \
	X(ZONE_CHANGES, "zone-changes", "%1, %2, later %3")                                        \
	X(BEGINS_THERE, "begins-there", "In brackets: the beginning in %s.")                       \
	X(TIME_UNKNOWN, "time-unknown", "time not yet known")                                      \
	X(UTC_MOMENT, "utc-moment", "%1 %2 UTC")                                                   \
	COUNTED(X, MINUTES, "minutes", "%s min", "%s min")                                         \
	COUNTED(X, HOURS, "hours", "%s h", "%s h")                                                 \
	X(HOURS_MINUTES, "hours-minutes", "%1 %2")                                                 \
	COUNTED(X, DAYS, "days", "1 day", "%s days")                                               \
	COUNTED(X, IN_MINUTES, "in-minutes", "in 1 minute", "in %s minutes")                       \
	COUNTED(X, IN_HOURS, "in-hours", "in 1 hour", "in %s hours")                               \
	COUNTED(X, IN_DAYS, "in-days", "in 1 day", "in %s days")                                   \
	X(CLOSED, "closed", "closed %s")                                                           \
	X(DUE, "due", "due %s")                                                                    \
	X(DEADLINE_DATE, "deadline-date", "%1 in %2; the hour is not said")                        \
	X(DEADLINE_AOE, "deadline-aoe",                                                            \
	    "the end of %1 Anywhere on Earth (UTC\xe2\x88\x92"                                     \
	    "12), which is %2")                                                                    \
	X(DEADLINE_TIME, "deadline-time", "%1 (%2), which is %3")                                  \
	X(ANYWHERE, "anywhere", "%s, Anywhere on Earth")                                           \
	/* search */                                                                               \
	X(SEARCH, "search", "Search")                                                              \
	X(SEARCH_HERE, "search-here", "Search this event")                                         \
	X(SEARCH_ALL, "search-all", "Search all events for this")                                  \
	X(SEARCH_AGAIN, "search-again", "Search for something else")                               \
	X(SEARCH_FOR, "search-for", "Search: %s")                                                  \
	X(SEARCH_PROMPT, "search-prompt", "Search titles, texts, people and organisations")        \
	X(SEARCH_PROMPT_IN, "search-prompt-in", "Search in %s")                                    \
	X(SEARCH_HOW, "search-how",                                                                \
	    "Every word counts, and is found in longer ones that begin with it: polit finds "      \
	    "politics. Words in double quotes are found as they stand, one after the other. "      \
	    "Capitals and accents make no difference.")                                            \
	X(FOUND, "found", "Found: %s")                                                             \
	X(FOUND_TOO_MANY, "found-too-many",                                                        \
	    "Only the first %s are shown here. Add a word to narrow it down.")                     \
	X(FOUND_NOTHING, "found-nothing", "Nothing has all of these words.")                       \
	X(FOUND_MEANT, "found-meant", "Did you mean: %s")                                          \
	/* with script on the web */                                                               \
	X(MY_SESSIONS, "my-sessions", "My sessions")                                               \
	X(KEEP_SESSION, "keep-session", "Keep this session")                                       \
	X(ONLY_MINE, "only-mine", "Only my sessions on this page")                                 \
	X(MINE_HOW, "mine-how",                                                                    \
	    "Choose \xe2\x98\x86 at a session to keep it here, in this browser.")                  \
	X(CLOSE, "close", "Close")                                                                 \
	X(EVENTS, "events", "Events")                                                              \
	X(SESSIONS_PAST, "sessions-past", "Past sessions")                                         \
	/* the reader's choice */                                                                  \
	X(ZONES, "zones", "Show times in another zone")                                            \
	X(ZONES_ASK, "zones-ask", "Your city or country, or an offset such as UTC+3")              \
	X(ZONES_NONE, "zones-none",                                                                \
	    "No place of that name is known here. Try a larger city near you, your country, or "   \
	    "an offset such as UTC+3.")                                                            \
	X(ZONES_MEANT, "zones-meant", "No place has just that name. Did you mean:")                \
	X(ZONES_AGAIN, "zones-again", "Look for another place")                                    \
	X(ZONES_LOCAL, "zones-local", "Show only the local times of events")                       \
	X(YOUR_ZONE, "your-zone", "Your zone: %s.")                                                \
	X(ZONE_FROM, "zone-from", "%1, from %2 %3")                                                \
	X(TEXTS_IN, "texts-in", "Most texts here are in %s.")                                      \
	X(READINGS_WORDS, "readings-words", "In these languages only the words around the texts:") \
	/* the foot of a page, and about */                                                        \
	X(PUBLISHED, "published", "Revision %1, published %2")                                     \
	X(LAST_CHANGE, "last-change", "Last change: revision %1, %2")                              \
	X(UNPUBLISHED, "unpublished", "Not published yet")                                         \
	X(ABOUT_SITE, "about-site", "About %s")                                                    \
	X(ABOUT_TIMES_TITLE, "about-times-title", "How to read the times")                         \
	X(ABOUT_TIMES, "about-times",                                                              \
	    "Times are local times of the event. Each page names their zone and how "              \
	    "far it is from UTC, so that 09:30 with UTC+2 is 07:30 UTC. A deadline "               \
	    "Anywhere on Earth ends when the day is over everywhere: at 12:00 UTC "                \
	    "of the next day.")                                                                    \
	X(ABOUT_CALENDAR_TITLE, "about-calendar-title", "In your own calendar")                    \
	X(ABOUT_CALENDAR, "about-calendar",                                                        \
	    "Every event and every session with a date has a calendar file. Subscribe to its "     \
	    "address and your calendar follows when something is moved or "                        \
	    "cancelled; import the file and it stays as it was on that day.")                      \
	X(ABOUT_PRIVACY, "about-privacy",                                                          \
	    "These pages set no cookies and ask nothing of anyone else. Sessions that you keep "   \
	    "on the web stay in your browser.")

enum word {
#define X(name, key, english) WORD_##name,
	WORDS(X)
#undef X
	    WORD_COUNT
};

/* Keys of all words, NULL-terminated, in the order of the enum; for the reader of `locales:`. */
extern const char *const word_keys[];

/* The word with a key, or -1. */
int words_find(const char *key);

/* The word in English; NULL of a plural form that English has not. */
const char *words_english(enum word k);

/* Whether it is said with a number; the PLURAL_COUNT - 1 words after it are its plural forms. */
bool words_is_counted(enum word k);

/* The word of which this is a plural form, which goes to `form`; itself, with PLURAL_OTHER, if it
 * is none. */
enum word words_of_form(enum word k, enum plural *form);

/* Whether a wording has a place for each value that the English has, and no other. The forms zero,
 * one and two may say the number in words. */
bool words_fits(enum word k, const char *wording);

/* ---- catalogues ---- */

/* The languages of the catalogues, one after the other; NULL after the last. */
const char *words_catalogue(size_t i);

/* Whether there is a catalogue of exactly this language; one of a variant of it is no matter. */
bool words_has_catalogue(const char *lang);

/* How many words neither the site nor a catalogue has in a language or one that it is a variant of,
 * a word with its plural forms being one; all of them go to `of`. */
size_t words_missing(const struct site *s, const char *lang, size_t *of);

/* ---- saying things: in one language, into one arena ---- */

struct words {
	const struct site *site;
	const char *lang;
	struct arena *arena; /* of what the functions below return */
};

/* The word in the language, else in one it is a variant of (RFC 4647 section 3.4), else in English.
 * Borrowed. */
const char *words_get(const struct words *w, enum word k);

/* The word with its values, strings, up to a NULL and at most nine. What is no place for a value
 * stays as it is: words are data and never a format of printf. */
const char *words_fill(const struct words *w, enum word k, ...) __attribute__((sentinel));

/* A word that is counted, with the number in it, in the form that goes with it: "1 day". A language
 * that has not that form says the general one. */
const char *words_count(const struct words *w, enum word k, int64_t n);

/* What `list` ("" at first) and one more make together: "a, b". */
const char *words_list(const struct words *w, const char *list, const char *more);

/* What stands between a label and its value, ": ", and between the items of a list, ", ". */
const char *words_colon(const struct words *w);
const char *words_comma(const struct words *w);

/* The words for choices. */
const char *words_role(const struct words *w, enum role as);
const char *words_format(const struct words *w, enum format format);
const char *words_event_kind(const struct words *w, enum event_kind kind);
const char *words_event_kinds(const struct words *w, enum event_kind kind); /* many of them */
const char *words_session_type(const struct words *w, enum session_type type);

/* What a link is called: its label, else the word for its key, else the key, "Sign up" for
 * "sign-up". */
const char *words_link(const struct words *w, const struct link *ln);

/* A language by its own name, "français" for "fr"; with a region or an unknown one, its tag. */
const char *words_language(const char *tag);

/* ---- dates (words_date.c) ---- */

const char *words_date_full(const struct words *w, struct date d);  /* Wednesday 14 June 2023 */
const char *words_date(const struct words *w, struct date d);       /* 14 June 2023 */
const char *words_date_short(const struct words *w, struct date d); /* Wed 14 June */

/* As much as is known: "14–15 June 2023", "late June 2019", "in 2023, before 10 July". */
const char *words_span(const struct words *w, const struct span *sp);

/* ---- times: local to a zone; NULL is UTC ---- */

/* What holds in `zone`, or in UTC. */
struct tz_state zone_at(const struct tz *zone, int64_t utc);
struct civil zone_civil(const struct tz *zone, int64_t utc);

const char *words_time(const struct words *w, const struct tz *zone, int64_t utc); /* 09:30 */

/* "09:30–11:00", "22:00–01:00 (+1 day)", "from 09:30", "" when there is no clock time. */
const char *words_time_range(const struct words *w, const struct tz *zone, const struct slot *sl);

/* The same with the day before it: "Wed 14 June, 09:30–11:00". */
const char *words_slot_short(const struct words *w, const struct tz *zone, const struct slot *sl);

/* "Europe/Berlin, UTC+2": what holds at an instant. */
const char *words_zone(const struct words *w, const struct tz *zone, int64_t utc);

/* The same for a stretch of time; "Europe/Berlin, UTC+1, later UTC+2" if it changes in it. */
const char *words_zone_between(
    const struct words *w, const struct tz *zone, int64_t from, int64_t to);

/* "45 min", "2 h", "1 h 30 min", "3 days". */
const char *words_duration(const struct words *w, int64_t minutes);

/* How far ahead `then` is: "in 25 minutes", "in 3 days"; "" when it is not ahead, or so far that
 * the date says more. */
const char *words_ahead(const struct words *w, int64_t now, int64_t then);

/* "14 June 2023 09:30 UTC". */
const char *words_moment(const struct words *w, int64_t utc);

/* A deadline in full, with its zone and in UTC; and short, "18 July 2022, Anywhere on Earth". */
const char *words_deadline(const struct words *w, const struct event *ev);
const char *words_deadline_short(const struct words *w, const struct event *ev);

#endif
