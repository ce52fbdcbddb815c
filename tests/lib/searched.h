/* SPDX-License-Identifier: ISC */
/* A site in many languages to be searched, read from its YAML. */
#ifndef PLENARY_TESTS_SEARCHED_H
#define PLENARY_TESTS_SEARCHED_H

#include "core/public.h"
#include "core/query.h"
#include "data/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char searched_site[] =
    "title: {en: Example, fr: Exemple, ar: مثال, zh: 例子}\n"
    "host: example.org\n"
    "languages: [en, fr, ar, zh, th]\n"
    "timezone: UTC\n"
    "organisations: {kvm: {name: Københavns Værksted}}\n"
    "people:\n"
    "  ada: {name: Ada Straße, role: Field officer, organisation: kvm, bio: Walks a lot.}\n"
    "  ion: {name: Ion Țăran, role: Host}\n"
    "  eve: {name: Eve UNLISTED, visibility: unlisted}\n"
    "  sam: {name: Sam CANARY, visibility: private}\n";

static const char searched_conf[] =
    "event: conf\n"
    "kind: conference\n"
    "title: {en: Commons Days, fr: Journées des communs, zh: 公共日}\n"
    "abstract: \"All of it, see [the page](https://urlonly.example.org/path) "
    "<https://alsourl.example>.\"\n"
    "dates: 2031-05-14 to 2031-05-15\n"
    "venue: {name: Grand Hôtel, address: CANARY street, visibility: private}\n"
    "rooms: {hall: Great hall}\n"
    "tracks: {policy: {title: Policy track, audience: Directors}}\n"
    "agenda:\n"
    "  2031-05-14:\n"
    "    - {id: opening, at: 09:00, for: 1h, title: 'Opening: politics of the commons', room: "
    "hall,\n"
    "       people: [{moderator: ada}, eve, sam], type: workshop}\n"
    "    - {id: well, for: 1h, title: {en: Small data kept well, fr: \"L'eau, la forêt et "
    "l'État\"},\n"
    "       track: policy, people: [ion]}\n"
    "    - {id: story, for: 1h, title: {ar: \"الحِكَايَةُ كَعَمَلٍ مُشْتَرَك\"},\n"
    "       abstract: {ar: \"ورشة عن الأســئلة ١٢٣ الی مدرسة\"}}\n"
    "  2031-05-15:\n"
    "    - {id: city, at: 09:00, for: 1h, title: {zh: 第三届国际公民论坛, en: Civic forum}}\n"
    "    - {id: tokyo, for: 1h, title: {ja: 東京タワーの民主主義}}\n"
    "    - {id: thai, for: 1h, title: {th: การประชุมใหญ่ภาคประชาสังคม}}\n"
    "    - {id: istanbul, for: 1h, title: {tr: \"IŞIK, İĞDIR ve ılık çay\"}}\n"
    "    - {id: danish, for: 1h, title: \"Ærø, Łódź & Đorđe: Œuvre – naïve façade\"}\n"
    "    - {id: moscow, for: 1h, title: {ru: \"Ёлка и Россия\", el: \"Η Ελλάδα σήμερα\", vi: Hội "
    "nghị Đà Nẵng}}\n"
    "    - {id: delhi, for: 1h, title: {hi: हिन्दी सम्मेलन, ko: 국제시민회의, he: שָׁלוֹם}}\n"
    "    - {id: hidden, for: 1h, title: CANARY session, visibility: private}\n"
    "    - {id: quiet, for: 1h, title: UNLISTED session, visibility: unlisted}\n"
    "    - {id: dried, for: 1h, title: Dried fruit, status: cancelled}\n";

static const char searched_talk[] = "event: talk\n"
				    "kind: webinar\n"
				    "title: Tools that stay\n"
				    "dates: 2031-06-01\n"
				    "at: 15:00\n"
				    "for: 1h\n"
				    "people: [ion]\n";

static const char searched_board[] = "event: board\n"
				     "kind: meeting\n"
				     "title: CANARY board\n"
				     "draft: yes\n"
				     "dates: 2031-06-02\n";

static const char searched_secret[] =
    "event: secret\n"
    "kind: meeting\n"
    "title: UNLISTED meeting\n"
    "visibility: unlisted\n"
    "dates: 2031-06-03\n"
    "agenda: {2031-06-03: [{at: 09:00, for: 1h, title: Plans of the UNLISTED}]}\n";

/* Reads it, `conf` instead of the conference if not NULL, as the public sees it at a revision. */
static inline struct site *
searched_read(struct tzdb *db, const char *conf, int revision)
{
	const char *const files[][2] = {{"site.yaml", searched_site},
	    {"conf.yaml", conf != NULL ? conf : searched_conf}, {"talk.yaml", searched_talk},
	    {"board.yaml", searched_board}, {"secret.yaml", searched_secret}};
	struct arena *a = arena_new(16 << 20);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		sources_add(&src, files[i][0], files[i][1], strlen(files[i][1]));
	if (site_read(&s, &src, db, &f, &e) != 0 || f.errors > 0) {
		printf("Bail out! the site is not as it should be: %s %s\n", e.msg,
		    f.n > 0 ? f.items[0].what : "");
		exit(1);
	}
	sources_free(&src);
	arena_free(a);
	public_view(s);
	s->revision = revision;
	query_prepare(s);
	return s;
}

#endif
