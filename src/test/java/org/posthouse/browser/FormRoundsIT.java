package org.posthouse.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.posthouse.blackbox.House;

/// Each form as somebody fills it in who knows what they want, without scripts; and each mistake that it knows, with them.
@Tag("campaign") @InABrowser @TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormRoundsIT {
    /// Form, what is typed (`field=value; …`, `\n` ends a line), and what comes of it: `saved`, or `! field` for an error at that field with everything kept, or `!` for a sentence above the form.
    /// `{person}` is filled in by [Samples].
    private static final String ROUNDS = """
            new-domain          | name=podunk.test; aliases=www.podunk.test; maxAccounts=10; maxMailboxBytes=2 GB; expiryDays=90        | saved
            new-domain          |                                                                                                       | ! name
            new-domain          | name=no name                                                                                          | ! name
            new-domain          | name=example.test                                                                                     | ! name
            new-domain          | name=other.test; aliases=not a name                                                                   | ! aliases
            new-domain          | name=other.test; maxAccounts=-1                                                                       | ! maxAccounts
            new-domain          | name=other.test; maxMailboxBytes=huge                                                                 | ! maxMailboxBytes
            new-domain          | name=other.test; expiryDays=40000                                                                     | ! expiryDays
            domain              | aliases=one.alias.test\\ntwo.alias.test; maxAccounts=500; maxMailboxBytes=1 GB; vacation=false         | saved
            domain              | aliases=example.test                                                                                  | ! aliases
            domain              | catchAll=nobody-at-all@example.test                                                                   | ! catchAll
            domain              | redirect=someone                                                                                      | ! redirect
            domain              | administrators=nobody@example.test                                                                    | ! administrators
            domain              | localAddresses=300.1.1.1                                                                              | ! localAddresses
            delete-domain       |                                                                                                       | saved
            relay-control       | popMinutes=10                                                                                         | saved
            relay-control       | popMinutes=2000                                                                                       | ! popMinutes
            blocks              |                                                                                                       | saved
            submission          | domain=example.test; fields=true                                                                      | saved
            submission          | domain=no domain                                                                                      | ! domain
            submission-rates    | accountMessages=1000; clientRecipients=5000                                                           | saved
            submission-rates    | accountMessages=-1                                                                                    | ! accountMessages
            outside-checks      | exempt=192.0.2.0/24; senderDomain=false                                                               | saved
            outside-checks      | exempt=over there                                                                                     | ! exempt
            outside-checks      | zones=no zone                                                                                         | ! zones
            new-rule            | name=Sales; acts.0.deed=hold                                                                          | saved
            new-rule            | name=Sales                                                                                            | ! acts
            rule                | name=Sales; place=1; stops=true                                                                       | saved
            rule                | name=                                                                                                 | ! name
            delete-rule         |                                                                                                       | saved
            new-list            | address=riders@example.test; caption=Riders; owners={person}                                            | saved
            new-list            | address=; owners={person}                                                                             | ! address
            new-list            | address=riders@elsewhere.test; owners={person}                                                        | ! address
            new-list            | address={person}; owners={person}                                                                     | ! address
            new-list            | address=others@example.test; owners=                                                                  | ! owners
            list-basics         | caption=Riding together; about=On Sundays.; maxMembers=500                                            | saved
            list-basics         | owners=nobody                                                                                         | ! owners
            list-basics         | names={person}                                                                                        | ! names
            list-joining        | domains=xxx.co.jp\\n*.yyy.co.jp; leftDays=10                                                         | saved
            list-joining        | leftDays=-1                                                                                           | ! leftDays
            list-posting        | listed=*@example.test; maxOctets=200 KB; perDay=20                                                    | saved
            list-posting        | perDay=-1                                                                                             | ! perDay
            list-dressing       | subjectTag=[%M:%S]; digits=4; epilogue=Ride safely.                                                   | saved
            list-dressing       | digits=11                                                                                             | ! digits
            list-digests        | hour=8; messages=30                                                                                   | saved
            list-digests        | hour=24                                                                                               | ! hour
            list-archive        | masked=false                                                                                          | saved
            list-bounces        | warning=4; limit=8; days=20                                                                           | saved
            list-bounces        | warning=9; limit=8                                                                                    | ! warning
            list-letter-text    | subject=Hello from {list}; usual=false                                                                | saved
            list-letter-text    | subject=Hello {nobody}; usual=false                                                                   | ! subject
            list-add-members    | people=a@elsewhere.test\\nB Bee <b@elsewhere.test>\\nnobody                                           | saved
            list-add-members    | people=                                                                                               | ! people
            list-member         | name=Jane; trusted=true                                                                               | saved
            list-member         | bounceScore=-1                                                                                        | ! bounceScore
            list-membership     | name=Jane                                                                                             | saved
            list-move           | address=jane.new@elsewhere.test                                                                       | saved
            list-move           | address=nobody at all                                                                                 | ! address
            list-leave          |                                                                                                       | saved
            list-remove-member  |                                                                                                       | saved
            list-decide         | reason=Not now                                                                                        | saved
            list-delete         |                                                                                                       | saved
            new-alias           | address=sales@example.test; targets={person}\\nsales@elsewhere.test                                     | saved
            new-alias           | address=sales@elsewhere.test; targets={person}                                                        | ! address
            new-alias           | address=postmaster@example.test; targets={person}                                                     | ! address
            new-alias           | address=office@example.test; targets=nonsense                                                         | ! targets
            new-alias           | address=office@example.test; type=path; targets=/etc/passwd                                           | ! targets
            new-alias           | address=office@example.test; type=include; targets=/etc/passwd                                        | ! targets
            new-alias           | address=office@example.test; type=command; targets=/bin/sh                                            | ! targets
            typed-alias         | targets=one@elsewhere.test\\ntwo@elsewhere.test                                                        | saved
            typed-alias         | targets=@                                                                                             | ! targets
            delete-alias        |                                                                                                       | saved
            channel-aliases     | aliases.0.in=joe@hub.test; aliases.0.out=joe@inner.hub.test                                           | saved
            channel-aliases     | aliases.0.in=joe; aliases.0.out=joe@inner.hub.test                                                    | ! aliases
            routing-table       | entries.0.pattern=*.podunk.edu; entries.0.target=*; entries.1.pattern=*; entries.1.target=[10.1.1.1]:2525 | saved
            routing-table       | entries.0.pattern=podunk.*; entries.0.target=*                                                        | ! entries
            routing-table       | entries.0.pattern=*; entries.0.target=gate way                                                        | ! entries
            domain-outgoing     | rewrites=false; source4=127.0.0.1                                                                     | saved
            domain-outgoing     | source4=fe80::1                                                                                       | ! source4
            address-rules       | separators=+-                                                                                         | saved
            address-rules       | separators=abc                                                                                        | ! separators
            address-rules       | includeRoots=relative/folder                                                                          | ! includeRoots
            login-names         | bareFirst=true; separators=%                                                                          | saved
            login-names         | separators=ab                                                                                         | ! separators
            new-relay-domain    | name=relayed.test; target=[10.1.1.1]:2525                                                             | saved
            new-relay-domain    | name=no domain                                                                                        | ! name
            new-relay-domain    | name=example.test                                                                                     | ! name
            new-relay-domain    | name=other-relayed.test; target=two words                                                             | ! target
            relay-domain        | target=*; timing=on-call; days=20; asking=list; addresses=jane\\njoe; callers=192.0.2.0/24; accounts={person} | saved
            relay-domain        | target=[300.1.1.1]                                                                                    | ! target
            relay-domain        | asking=list; addresses=jane@elsewhere.test                                                            | ! addresses
            relay-domain        | callers=somewhere                                                                                     | ! callers
            relay-domain        | accounts=nobody@example.test                                                                          | ! accounts
            relay-domain        | days=99                                                                                               | ! days
            remove-relay-domain |                                                                                                       | saved
            connection-schedule | times=07:30\\n12:00; minutes=30                                                                       | saved
            connection-schedule | times=at noon                                                                                         | ! times
            connection-schedule | minutes=-1                                                                                            | ! minutes
            queue-run           |                                                                                                       | saved
            queue-run           | domain=no domain                                                                                      | ! domain
            peers               | domains=example.test; secret=sixteen characters                                                        | saved
            peers               | domains=elsewhere.test                                                                                | ! domains
            peers               | secret=short                                                                                          | ! secret
            new-collect         | host=imap.elsewhere.test; login=jane; password=secret; account={person}                                | saved
            new-collect         | host=not a host; login=jane; password=secret                                                          | ! host
            new-collect         | host=imap.elsewhere.test; login=jane                                                                  | ! password
            collect             | minutes=60; keepDays=3; active=false                                                                  | saved
            collect             | minutes=0                                                                                             | ! minutes
            collect             | keepDays=-1                                                                                           | ! keepDays
            collect             | host=other.elsewhere.test                                                                             | ! password
            collect-now         |                                                                                                       | saved
            remove-collect      |                                                                                                       | saved
            limits              | messageBytes=20 MB; recipients=500; vrfy=true                                                         | saved
            filter              | kind=simple; lines.0.words=sale; lines.0.target=box                                                   | saved
            filter              | kind=simple; lines.0.words=sale                                                                       | ! lines
            filter              | kind=script; script=frobnicate;                                                                       | ! script
            mailboxes           | fullRefuses=true; warnings=false                                                                      | saved
            own-mail            | asks=true; asksAdministrators=true; editHeader=true; redirects=500                                    | saved
            delivery            | sendAgain=false; detail=made                                                                          | saved
            programs            |                                                                                                       | saved
            file-roots          |                                                                                                       | saved
            run-chore           |                                                                                                       | saved
            limits              | messageBytes=1                                                                                        | ! messageBytes
            limits              | recipients=5                                                                                          | ! recipients
            limits              | connections=many                                                                                      | ! connections
            name-servers        | hosts=192.0.2.25 mail.podunk.test podunk.test\\n# the old one\\n2001:db8::25 mail.podunk.test           | saved
            backups             | time=2:30, keep=7                                                                                       | ! folder
            restore-mail        | folder={backups}; account={person}; from=Inbox; since=2026-01-01                                        | saved
            restore-mail        | folder=/no/such/place; account={person}                                                                 | ! folder
            restore-mail        | folder={backups}; account=nobody@example.test                                                           | ! account
            restore-mail        | folder={backups}; backup=20260301T023000Z; account={person}                                             | ! backup
            backups             | keep=7                                                                                                  | saved
            name-servers        | hosts=mail.podunk.test 192.0.2.25                                                                     | ! hosts
            queue-limits        | runs=300; destinationRuns=10; perMinute=600                                                           | saved
            queue-limits        | runs=1                                                                                                | ! runs
            queue-limits        | recipients=0                                                                                          | ! recipients
            error-handling      | unknown=redirect; unknownTo={person}; expired=hold; returned=1 MB; copies=true                        | saved
            error-handling      | refused=redirect                                                                                      | ! refusedTo
            error-handling      | returned=1 GB                                                                                         | ! returned
            retry-schedule      | pauses=1, 5, 20; everyMinutes=60; hours=72; noticeHours=2                                             | saved
            retry-schedule      | pauses=now and then                                                                                   | ! pauses
            retry-schedule      | everyMinutes=0                                                                                        | ! everyMinutes
            system              | name=Our post; maxAccounts=200000                                                                     | saved
            system              | name=                                                                                                 | ! name
            system              | hostname=bad_name!                                                                                    | ! hostname
            system              | webUrl=ftp://x                                                                                        | ! webUrl
            system              | maxAccounts=-5                                                                                        | ! maxAccounts
            greeting            | on=true; subjectEn=Welcome, {name}; textEn=Dear {name},\\nyour address is {address}.                    | saved
            broadcast           | subject=Tonight at ten; text=The house is closed for an hour.                                         | saved
            broadcast           | text=Without a subject                                                                                | ! subject
            broadcast           | subject=Without a text                                                                                | ! text
            service             | port=0; connections=200; tlsToSignIn=true                                                             | saved
            service             | port=70000                                                                                            | ! port
            service             | addresses=not-an-address                                                                              | ! addresses
            service             | addresses=                                                                                            | ! addresses
            service             | connections=-1                                                                                        | ! connections
            https               | redirect=false                                                                                        | saved
            account             | name=Jane Doe; forward={person}; keepCopy=true; maxMailboxBytes=200 MB; finger=At the desk\\nall day; listed=true | saved
            account             | name=                                                                                                 | ! name
            account             | addresses=no address                                                                                  | ! addresses
            account             | addresses=                                                                                            | ! addresses
            account             | addresses=x@elsewhere.test                                                                            | ! addresses
            account             | login=two words                                                                                       | ! login
            account             | forward=nobody-at-all@example.test                                                                    | ! forward
            account             | maxMailboxBytes=-1                                                                                    | ! maxMailboxBytes
            account             | restrictions=somewhere over there                                                                     | ! restrictions
            account             | expiryDays=99999                                                                                      | ! expiryDays
            new-account         | name=Aiko Mori; address=aiko@example.test; password=a-password-of-hers; again=a-password-of-hers        | saved
            new-account         | name=Koji Abe; address=koji@example.test; link=true; linkTo=koji@elsewhere.test                        | saved
            new-account         | name=Koji Abe; address=koji@example.test; noPassword=true; linkTo=koji@elsewhere.test                  | ! linkTo
            new-account         | name=Without One; address=without@example.test; noPassword=true                                       | saved
            new-account         | name=X; address=x1@example.test; password=a-password-of-hers; again=another-password                   | ! again
            new-account         | name=X; address=x1@example.test; password=short; again=short                                          | ! password
            new-account         | address=x2@example.test; noPassword=true                                                              | ! name
            new-account         | name=X; noPassword=true                                                                               | ! address
            new-account         | name=X; address=postmaster@example.test; noPassword=true                                              | ! address
            new-account         | name=X; address=aiko@example.test; noPassword=true                                                    | ! address
            new-account         | name=X; address=x3@example.test; otherAddresses=what; noPassword=true                                 | ! otherAddresses
            account-template    | maxMailboxBytes=1 GB; expiryDays=365; listed=true                                                     | saved
            account-template    | expiryDays=-1                                                                                         | ! expiryDays
            set-password        | password=a-new-password; again=a-new-password                                                         | saved
            set-password        | password=a-new-password; again=something else                                                         | ! again
            set-password        | password=abc; again=abc                                                                               | ! password
            lock-account        |                                                                                                       | saved
            unlock-account      |                                                                                                       | saved
            delete-account      |                                                                                                       | saved
            restore-account     |                                                                                                       | saved
            purge-account       |                                                                                                       | saved
            postmasters         | forward={person}; ownPassword=wrong-password                                                          | ! ownPassword
            postmasters         | forward=nobody-at-all@example.test; ownPassword=postmaster-secret                                     | ! forward
            postmasters         | forward={person}; ownPassword=postmaster-secret                                                       | saved
            logging             | days=30; smtp=details                                                                                 | saved
            journey-settings    | days=14                                                                                               | saved
            journey-settings    | days=0                                                                                                | ! days
            logging             | days=0                                                                                                | ! days
            https               | redirect=false                                                                                        | saved
            system-security     | tokenMinutes=10; passwordMinimum=10                                                                   | saved
            system-security     | networks=everywhere                                                                                   | ! networks
            system-security     | tokenMinutes=0                                                                                        | ! tokenMinutes
            system-security     | passwordMinimum=3                                                                                     | ! passwordMinimum
            own-account         | language=ja; timeZone=Asia/Tokyo                                                                      | saved
            delivery            | forward={person}; keepCopy=true                                                                       | saved
            delivery            | forward=nonsense                                                                                      | ! forward
            vacation            | mode=vacation; from=2030-01-01; until=2030-01-31; everyDays=3; subject=Away; message=Back in February. | saved
            vacation            | mode=vacation; from=2030-02-01; until=2030-01-01; message=Away                                        | ! until
            vacation            | everyDays=0                                                                                           | ! everyDays
            finger              | finger=I am at the sea.                                                                               | saved
            directory-listing   | listed=true                                                                                           | saved
            own-restrictions    | restrictions=somewhere over there                                                                     | ! restrictions
            own-restrictions    | restrictions=127.0.0.0/8                                                                              | saved
            app-password        | name=A telephone                                                                                      | saved
            app-password        |                                                                                                       | ! name
            api-token           | name=A script; life=quarter                                                                           | saved
            api-token           |                                                                                                       | ! name
            revoke-app-password |                                                                                                       | saved
            revoke-api-token    |                                                                                                       | saved
            second-factor       | code=000000; current=postmaster-secret                                                                | ! code
            password            | current=wrong-password; password=a-new-password; again=a-new-password                                 | ! current
            password            | current=postmaster-secret; password=short; again=short                                                | ! password
            password            | current=postmaster-secret; password=a-new-password; again=an-other-one                                | ! again
            password            | current=postmaster-secret; password=postmaster-secret; again=postmaster-secret                        | saved
            sign-out-everywhere |                                                                                                       | saved
            remove-certificate  |                                                                                                       | saved
            upload-certificate  | certificate=nothing of the kind                                                                       | ! certificate
            acme                | enabled=true; agreed=false; names=mail.example.test                                                   | ! agreed
            acme                | directory=not a url                                                                                   | ! directory
            """;

    private record Round(String form, Map<String, String> typed, String outcome) {
        static Round of(String line) {
            var cells = line.split("\\|", -1);
            var typed = new LinkedHashMap<String, String>();
            for (var pair : cells[1].strip().split("; ")) if (pair.contains("=")) typed.put(pair.substring(0, pair.indexOf('=')).strip(), pair.substring(pair.indexOf('=') + 1).replace("\\n", "\n"));
            return new Round(cells[0].strip(), typed, cells[2].strip());
        }

        boolean succeeds() { return outcome.equals("saved"); }

        @Override public String toString() { return form + " " + typed.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().replace("\n", "\\n")).collect(Collectors.joining("; ")) + " -> " + outcome; }
    }

    private House house;
    private Samples samples;
    private Visitor postmaster;
    private Map<String, Definition> forms;

    @BeforeAll void open() throws Exception {
        house = Houses.fresh("form-rounds");
        samples = new Samples(house);
        house.account("resident");                                       // somebody to write to
        postmaster = new Visitor(house).signIn("postmaster", House.POSTMASTER_PASSWORD);
        forms = Definition.all(house.api()).stream().collect(Collectors.toMap(Definition::id, f -> f));
    }

    @AfterAll void close() {
        if (postmaster != null) postmaster.close();
        if (house != null) house.close();
    }

    @Test void everyFormHasItsRound() {
        var without = new TreeSet<>(forms.keySet());
        ROUNDS.lines().map(Round::of).filter(Round::succeeds).forEach(round -> without.remove(round.form()));
        without.removeAll(ELSEWHERE);
        assertEquals(Set.of(), without, "forms that no round fills in");
    }

    /// Filled in by tests of their own.
    private static final Set<String> ELSEWHERE = Set.of("upload-certificate", "acme", "acme-try", "second-factor", "second-factor-off", "import-accounts", "list-join");

    @TestFactory Stream<DynamicTest> rounds() {
        var only = System.getProperty("posthouse.browser.form", "all");
        return ROUNDS.lines().map(Round::of).filter(round -> only.equals("all") || Set.of(only.split(",")).contains(round.form())).map(round -> dynamicTest(round.toString(), () -> play(round)));
    }

    private void play(Round round) throws Exception {
        var form = forms.get(round.form());
        postmaster.scripts(!round.succeeds()).visit("/admin/");
        if (postmaster.path().startsWith("/sign-in")) postmaster.signIn("postmaster", House.POSTMASTER_PASSWORD);
        var own = form.own() && !form.who().contains("postmaster");
        postmaster.open(form.path(own, samples.key(form)));
        round.typed().forEach((name, value) -> postmaster.fill(name, samples.said(value)));
        if (round.succeeds()) {
            postmaster.press();
            if (postmaster.confirms()) postmaster.press();
            assertEquals(Map.of(), postmaster.errors(), postmaster::text);
            assertTrue(postmaster.status() < 400, postmaster::text);
            assertTrue(postmaster.path().contains("done=") || !postmaster.find("[data-copy]").isEmpty(), () -> "nothing tells that it is saved: " + postmaster.path() + "\n" + postmaster.text());
            return;
        }
        postmaster.withoutManners().push();
        if (postmaster.confirms()) postmaster.push();
        var field = round.outcome().substring(1).strip();
        if (field.isEmpty()) assertNotEquals(0, postmaster.find(".notice.bad").size(), postmaster::text);
        else assertNotEquals("", postmaster.errorAt(field), () -> "nothing at " + field + ", but " + postmaster.errors() + "\n" + postmaster.text());
        round.typed().forEach((name, value) -> { if (!postmaster.isSecret(name)) assertEquals(samples.said(value).strip(), postmaster.value(name).strip(), () -> name + " is kept as typed"); });
    }
}
