package org.posthouse.list.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMultipart;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.form.Instances;
import org.posthouse.housemail.Letter;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.list.Archiving;
import org.posthouse.list.Asking;
import org.posthouse.list.Incoming;
import org.posthouse.list.Joining;
import org.posthouse.list.Joining.Policy;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Member.State;
import org.posthouse.list.Sight;
import org.posthouse.list.TestSubscriptions;
import org.posthouse.list.Wish;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Shelf;
import org.posthouse.message.MessageOctets;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Remark;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.TestHostName;
import org.posthouse.store.Intake;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// Dialogues by mail: what comes in, what goes out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandDeskTest {
    private final TestHouse house = new TestHouse(TestSubscriptions.entities());
    private final TestSubscriptions world = new TestSubscriptions(house);
    private final Commands commands = new Commands();
    private final Rights rights = new Rights();
    private final Readings readings = new Readings();
    private final Affairs affairs = new Affairs();
    private final CommandQuestions questions = new CommandQuestions();
    private final CommandDesk desk = new CommandDesk();
    private final Parcels parcels = new Parcels() {
        @Override Optional<byte[]> octets(Article article) { return Optional.of(("Subject: " + article.subject() + "\r\n\r\nBody " + article.number() + "\r\n").getBytes(StandardCharsets.UTF_8)); }
    };
    private final List<Article> articles = new ArrayList<>();
    private long jane;
    private long carol;
    private int mails;
    private ListEntry list;

    @BeforeAll void wired() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Jane", "secret-123", "jane@podunk.test").id();
        carol = house.open("Carol", "secret-123", "carol@podunk.test").id();
        commands.lists = rights.lists = readings.lists = questions.lists = desk.lists = world.world.lists;
        commands.rights = readings.rights = affairs.rights = rights;
        commands.readings = readings;
        commands.affairs = affairs;
        rights.directory = house.directory;
        rights.people = house.people;
        readings.members = affairs.members = world.world.members;
        affairs.subscriptions = desk.subscriptions = world.subscriptions;
        readings.held = affairs.held = world.held;
        readings.letters = desk.letters = world.post.letters;
        affairs.pages = desk.pages = world.post.pages;
        affairs.links = questions.links = desk.links = world.links.links;
        readings.settings = house.settings;
        readings.shelf = new Shelf() {
            @Override public List<Article> from(long of, Optional<java.time.YearMonth> month, long after, int count) { return articles.stream().filter(article -> article.number() > after).limit(count).toList(); }

            @Override public Stretch<Article> byDate(long of, long before, long after, int count) { return new Stretch<>(articles.reversed().stream().limit(count).toList(), 0, 0); }
        };
        affairs.askings = desk.askings = Instances.of(world.subscriptions, (Asking) questions);
        questions.commands = desk.commands = commands;
        desk.parcels = parcels;
        desk.directory = house.directory;
        desk.restraint = readings.restraint = affairs.restraint = world.restraint;
        desk.mail = parcels.mail = world.post.mail;
        desk.hostName = parcels.hostName = TestHostName.of("mx.podunk.test", house.settings);
        desk.clock = parcels.clock = house.clock;
        desk.journal = new Journal("/nowhere") { @Override public void note(Event event) { } };
    }

    @AfterAll void close() { house.close(); }

    @BeforeEach void fresh() {
        house.clock.pass(Duration.ofHours(2));
        world.world.lists.now().byId().keySet().forEach(id -> house.work.run(() -> world.world.lists.remove(world.world.lists.find(id).orElseThrow())));
        world.post.sent.clear();
        articles.clear();
        list = world.world.usual("biking@podunk.test", "jane@podunk.test");
    }

    // ---- talking ----

    private void member(String... addresses) { for (var address : addresses) house.work.run(() -> world.subscriptions.add(list, Wish.of(address(address)), false)); }

    private void rules(Joining joining) {
        house.work.run(() -> world.world.lists.change(world.world.lists.find(list.id()).orElseThrow(), list.plan().with(joining)));
        list = world.world.lists.now().find(list.id()).orElseThrow();
    }

    private static Joining joining(Policy policy, boolean joinByMail, boolean leaveByMail, boolean helpStrangers, Sight seen) {
        return new Joining(0, Sight.EVERYBODY, policy, policy, List.of(), List.of(), List.of(), joinByMail, leaveByMail, true, State.ON, true, true, helpStrangers, seen, 30);
    }

    private static Address address(String text) { return Addresses.read(text).orElseThrow(); }

    private State state(String address) { return house.work.call(() -> world.world.members.find(list.id(), address(address)).map(one -> one.state()).orElse(null)); }

    /// @param fields besides From
    private String mail(ListRole role, String detail, String from, Optional<Long> account, String fields, byte[] body) throws Exception {
        var head = "From: Somebody <" + from + ">\r\nMessage-ID: <" + ++mails + "@far.org>\r\n" + fields.replace("\n", "\r\n") + "\r\n";
        var octets = new java.io.ByteArrayOutputStream();
        octets.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        octets.writeBytes(body);
        return raw(role, detail, from, account, octets.toByteArray());
    }

    private String raw(ListRole role, String detail, String sender, Optional<Long> account, byte[] octets) throws Exception {
        var envelope = new Envelope(Sender.of(sender.isEmpty() ? Path.NULL : Path.to(address(sender))), List.of(Recipient.of(Path.to(list.of(ListRole.REQUEST)))));
        var trace = new Trace("smtp", new InetSocketAddress("192.0.2.7", 40000), "client.far.org", true, Optional.empty(), account.map(id -> new SignedIn(id, sender)), "a1b2");
        var stored = StoredEnvelope.received(house.clock.instant(), envelope, Letter.facts(octets), trace, Intake.UNASKED);
        var record = new RecordId(UUID.randomUUID(), mails);
        var delivery = new Delivery(mails, record, 0, sender, list.of(role).toString(), list.of(role).toString(), Set.of(), "", 0, "list", "", "list:1", Delivery.State.TRYING, "", 1, house.clock.instant(), house.clock.instant(), false, octets.length, Remark.NONE);
        var incoming = new Incoming(role == ListRole.MANAGER ? Optional.empty() : Optional.of(list), list.domain(), role, detail, new Load(record, stored, sender, new byte[0], List.of(delivery)), delivery, null);
        var verdict = desk.receive(incoming, MessageOctets.of(octets));
        house.work.run(verdict.work());
        verdict.after().run();
        return letters();
    }

    private String say(ListRole role, String from, String lines) throws Exception { return mail(role, "", from, Optional.empty(), "Subject: hello\n", lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)); }

    private String signed(String lines) throws Exception { return mail(ListRole.REQUEST, "", "jane@podunk.test", Optional.of(jane), "Subject: hello\n", lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)); }

    /// Of all letters whom they are for and what they say.
    private String letters() throws Exception {
        var all = new StringBuilder();
        for (var letter : world.post.sent) {
            var message = letter.message();
            all.append("to ").append(letter.to()).append(": ").append(message.getSubject()).append('\n').append(message.getContent() instanceof String text ? text.replace("\r\n", "\n") : "").append('\n');
        }
        return all.toString();
    }

    private static String subjects(String letters) { return letters.lines().filter(line -> line.startsWith("to ")).collect(Collectors.joining(", ")); }

    private String reply(String from, String lines) throws Exception {
        var last = world.post.sent.getLast().message();
        var answers = ((jakarta.mail.internet.InternetAddress) last.getFrom()[0]).getAddress();
        world.post.sent.clear();
        return mail(ListRole.CONFIRM, answers.substring(answers.indexOf('+') + 1, answers.indexOf('@')), from, Optional.empty(), "Subject: Re: something\nIn-Reply-To: <question@podunk.test>\n", lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    // ---- one command ----

    @Test void joiningAndLeavingAreAskedAboutOnceAndDone() throws Exception {
        assertEquals("to bob@far.org: Do you want to join biking?", subjects(say(ListRole.REQUEST, "bob@far.org", "subscribe\n")));
        assertEquals("to bob@far.org: Welcome to biking", subjects(reply("bob@far.org", "> Do you want\nok\n")));
        assertEquals(State.ON, state("bob@far.org"));
        world.post.sent.clear();
        assertEquals("to bob@far.org: Do you want to leave biking?", subjects(say(ListRole.UNSUBSCRIBE, "bob@far.org", "whatever\n")));
        assertEquals("to bob@far.org: You have left biking", subjects(reply("bob@far.org", "")));
        assertEquals(State.LEFT, state("bob@far.org"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            REQUEST | off            | Failed: This address is not a member of biking.
            REQUEST | # off          | Failed: This address is not a member of biking.
            REQUEST | unsubscribe    | Failed: This address is not a member of biking.
            REQUEST | who            | Failed: this list does not show who its members are
            REQUEST | # member       | Failed: this list does not show who its members are
            REQUEST | # stat         | Failed: only for members
            REQUEST | # get 3        | Failed: only for members
            REQUEST | # summary      | Failed: only for members
            REQUEST | add x@far.org  | Failed: only for owners of the list
            REQUEST | approve 17     | Failed: only for owners of the list
            REQUEST | which          | bob@far.org is on no list here.
            REQUEST | lists          | biking@podunk.test
            REQUEST | info           | About
            REQUEST | help           | How
            REQUEST | hello machine  | Failed: no command of this list
            MANAGER | who biking     | Failed: this list does not show who its members are
            MANAGER | who            | Failed: which list? Write its name behind the command
            MANAGER | who hiking     | Failed: there is no list hiking
            MANAGER | help           | Write one command on a line to list.manager@podunk.test
            CONTROL | # frobnicate   | Failed: no command of this list
            REQUEST | confirm abcdefghijklmnopqrstuvwxyz | Failed: this question was answered before, or its time is over
            """)
    void aStrangerHears(ListRole role, String line, String words) throws Exception {
        var answer = say(role, "bob@far.org", line + "\n");
        assertEquals(1, world.post.sent.size(), answer);
        assertTrue(answer.startsWith("to bob@far.org: "), answer);
        assertTrue(answer.contains(words.equals("About") || words.equals("How") ? "Succeeded" : words), answer);
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            # stat                  | Succeeded\\nON   2\\nOFF  0\\nDGT  0\\nQUIT 0
            which                   | biking@podunk.test  ON
            # get 99                | Failed: there is no post 99
            # get 2,99              | Succeeded\\nPosts on their way in a mail of their own: 1\\nFailed: there is no post 99
            # summary last:1        | 2026-01-01 00:03 [00003: ann@far.org] Subject 3
            # summary 1-2           | 2026-01-01 00:01 [00001: ann@far.org] Subject 1\\n2026-01-01 00:02 [00002: ann@far.org] Subject 2
            # off biking            | to bob@far.org: Change how you get mail from biking?
            ＃　ｄｉｇｅｓｔ　ｐｌａｉｎ | to bob@far.org: Change how you get mail from biking?
            set mode standard       | Failed: Nothing to do: this address is a member of biking and gets each post.
            subscribe               | Failed: Nothing to do: this address is a member of biking and gets each post.
            """)
    void aMemberHears(String line, String words) throws Exception {
        member("bob@far.org", "ann@far.org");
        post(3);
        var answer = say(ListRole.REQUEST, "bob@far.org", line + "\n");
        assertTrue(answer.contains(words.replace("\\n", "\n")), answer);
    }

    private void post(int count) {
        for (int i = 1; i <= count; i++) articles.add(new Article(list.id(), i, 1, i, Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(i)), 1, "Ann", "ann@far.org", "Subject " + i, 0, i, 100, 0));
    }

    @Test void membersAreShownToThoseWhoMaySeeThem() throws Exception {
        member("bob@far.org", "ann@far.org");
        rules(joining(Policy.CONFIRMED, true, true, true, Sight.MEMBERS));
        house.work.run(() -> world.subscriptions.change(world.world.members.find(list.id(), address("ann@far.org")).orElseThrow(), State.DIGEST, Optional.empty()));
        assertTrue(say(ListRole.CONTROL, "bob@far.org", "# member\n").contains(">>>> # member\nSucceeded\nbob@far.org  ON\nann@far.org  DGT\n"));
        world.post.sent.clear();
        assertTrue(say(ListRole.CONTROL, "x@far.org", "# member\n").contains("Failed: this list does not show"));
    }

    @Test void oneArticleComesAsItIsAndSeveralAsADigest() throws Exception {
        member("bob@far.org");
        post(12);
        assertTrue(say(ListRole.CONTROL, "bob@far.org", "# get 4\n").contains("Succeeded"));
        assertEquals(List.of("text/plain; charset=UTF-8", "message/rfc822"), world.post.sent.stream().map(letter -> type(letter.message())).toList());
        assertTrue(new String(world.post.sent.getLast().octets(), StandardCharsets.UTF_8).endsWith("\r\n\r\nSubject: Subject 4\r\n\r\nBody 4\r\n\r\n"));
        world.post.sent.clear();
        say(ListRole.CONTROL, "bob@far.org", "# get 4,9-11\n# get last:2\n");
        var digest = world.post.sent.getLast().message();
        assertEquals("biking: 4,9,10,11,11,12", digest.getSubject());
        assertTrue(digest.getContentType().startsWith("multipart/digest"));
        assertEquals(6, ((MimeMultipart) digest.getContent()).getCount());
    }

    private static String type(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getContentType();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- several ----

    @Test void severalChangesAreConfirmedByOneLetter() throws Exception {
        member("bob@far.org");
        world.world.usual("hiking@podunk.test", "jane@podunk.test");
        var answer = say(ListRole.REQUEST, "bob@far.org", "which\n# digest plain\nsubscribe hiking\nend\nunsubscribe\n");
        assertEquals("to bob@far.org: Please confirm your commands to biking", subjects(answer));
        assertTrue(answer.contains(">>>> which\nSucceeded\nbiking@podunk.test  ON\n\n>>>> # digest plain\nWaits for you to confirm it.\n\n>>>> subscribe hiking\nWaits"), answer);
        assertEquals(State.ON, state("bob@far.org"));
        var done = reply("bob@far.org", "yes\n");
        assertEquals("to bob@far.org: Welcome to hiking, to bob@far.org: Your commands to biking", subjects(done));
        assertEquals(State.DIGEST, state("bob@far.org"));
    }

    @Test void whoSaysNoChangesNothing() throws Exception {
        say(ListRole.REQUEST, "bob@far.org", "subscribe\n");
        assertTrue(reply("bob@far.org", "No, thanks!\n").contains("Nothing was changed."));
        assertEquals(null, state("bob@far.org"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            yes                                                     | ON
            OK, please                                              | ON
            はい、お願いします                                         | ON
            > Do you want                                           | ON
            On Monday biking <biking@podunk.test>\\nwrote:\\n> Do you  | ON
            On Monday biking wrote:\\n> Do you\\nI never asked.        | -
            I did not ask for this                                  | -
            Nein                                                    | -
            いりません                                                | -
            """)
    void onlyAYesIsOne(String lines, State after) throws Exception {
        say(ListRole.REQUEST, "bob@far.org", "subscribe\n");
        var answer = reply("bob@far.org", lines.replace("\\n", "\n") + "\n");
        assertEquals(after, state("bob@far.org"), answer);
        if (after == null) assertTrue(answer.contains("Begin your answer with one of these words: yes, no"), answer);
    }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            yes          | ON
            No.          | -
            I never did. | -
            """)
    void aTokenInTheSubjectIsNoYes(String line, State after) throws Exception {
        say(ListRole.REQUEST, "bob@far.org", "subscribe\n");
        var answers = ((jakarta.mail.internet.InternetAddress) world.post.sent.getLast().message().getFrom()[0]).getAddress();
        var token = answers.substring(answers.indexOf('+') + 1, answers.indexOf('@'));
        mail(ListRole.REQUEST, "", "bob@far.org", Optional.empty(), "Subject: Re: Do you (confirm " + token + ")\n", (line + "\r\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(after, state("bob@far.org"));
    }

    @Test void whoWritesNothingAndAnswersNothingHasNotAgreed() throws Exception {
        say(ListRole.REQUEST, "bob@far.org", "subscribe\n");
        var answers = ((jakarta.mail.internet.InternetAddress) world.post.sent.getLast().message().getFrom()[0]).getAddress();
        var token = answers.substring(answers.indexOf('+') + 1, answers.indexOf('@'));
        mail(ListRole.CONFIRM, token, "bob@far.org", Optional.empty(), "Subject: x\n", new byte[0]);
        assertEquals(null, state("bob@far.org"));
        mail(ListRole.CONFIRM, token, "bob@far.org", Optional.empty(), "Subject: x\nTo: " + answers + "\n", new byte[0]);
        assertEquals(State.ON, state("bob@far.org"));
    }

    @Test void articlesDoNotRainOnSomebodyWhoPerhapsNeverAsked() throws Exception {
        member("bob@far.org");
        post(1);
        for (int i = 0; i < 50; i++) say(ListRole.CONTROL, "bob@far.org", "# get 1\n");
        assertEquals(CommandDesk.ANSWERS_AN_HOUR + Readings.PARCELS_AN_HOUR, world.post.sent.size());
        assertTrue(letters().contains("Failed: too many mails with posts"));
    }

    @Test void whatIsTooBigForMailIsNotAnnounced() throws Exception {
        member("bob@far.org");
        post(1);
        articles.add(new Article(list.id(), 2, 1, 2, Instant.parse("2026-01-01T00:02:00Z"), 1, "Ann", "ann@far.org", "Subject 2", 0, 2, Parcels.MOST_OF_ONE + 1, 0));
        assertTrue(say(ListRole.CONTROL, "bob@far.org", "# get 1-2\n").contains("Posts on their way in a mail of their own: 1\nFailed: too big for mail, to be read on the web: 2\n"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            Win at http://evil.test/x or www.evil.test now | >>>> Win at … or … now
            subscribe y@far.org Buy At My Shop             | >>>> subscribe y@far.org
            reject 17 Look at http://evil.test             | >>>> reject 17
            which\\nwhich\\nwhich                          | >>>> which\\nFailed: at most 2 times in one mail
            """)
    void strangersCannotHaveTheirWordsSent(String lines, String echo) throws Exception {
        var answer = say(ListRole.REQUEST, "bob@far.org", lines.replace("\\n", "\n") + "\n");
        assertTrue(answer.contains(echo.replace("\\n", "\n") + "\n") && !answer.contains("evil"), answer);
    }

    @Test void oneSenderHasFewOthersAskedWithinAnHour() throws Exception {
        for (int i = 0; i < 30; i++) say(ListRole.REQUEST, "bob@far.org", "subscribe biking x" + i + "@far.org\n");
        assertEquals(20, world.post.sent.stream().filter(letter -> letter.to().toString().contains("x")).count());
    }

    @Test void aNameThatIsTooLongIsCut() throws Exception {
        signed("add bob@far.org " + "Bob ".repeat(100) + "\n");
        assertEquals(State.ON, state("bob@far.org"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            set digest on  | DIGEST
            digest on      | DIGEST
            digest off     | ON
            set digest off | ON
            set nomail on  | OFF
            set nomail off | ON
            set mail off   | OFF
            set off        | OFF
            set on         | ON
            """)
    void onAndOffSayIt(String line, State state) { assertEquals(new Command.Set("", state, Optional.empty()), new Grammar(new Grammar.Place(_ -> false, false)).read(line).orElseThrow()); }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            subscribe Jane Doe    | Jane Doe
            subscribe "jane doe"  | jane doe
            subscribe 山田 太郎     | 山田 太郎
            subscribe me please   | -
            subscribe now         | -
            """, quoteCharacter = '^')
    void aNameLooksLikeOne(String line, String name) { assertEquals(name, new Grammar(new Grammar.Place(_ -> false, false)).read(line).map(command -> ((Command.Subscribe) command).name()).orElse(null)); }

    @ParameterizedTest @ValueSource(strings = {"end", "thanks", "help", "which"})
    void theSubjectIsNotLostBecauseOf(String body) throws Exception {
        member("bob@far.org");
        var answer = mail(ListRole.REQUEST, "", "bob@far.org", Optional.empty(), "Subject: unsubscribe\n", (body + "\r\n").getBytes(StandardCharsets.UTF_8));
        assertTrue(answer.contains("Do you want to leave biking?") || answer.contains("Please confirm your commands"), answer);
    }

    @Test void aMailHasAtMostFiftyCommandsAndTwoHundredLines() throws Exception {
        var answer = say(ListRole.REQUEST, "bob@far.org", "which\n".repeat(300));
        assertEquals(1, world.post.sent.size());
        assertEquals(Commands.MOST_COMMANDS, answer.split(">>>> which", -1).length - 1);
        assertTrue(answer.contains("At most 50 commands in one mail"));
    }

    @Test void othersAreAskedThemselvesAndNotTooMany() throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < 8; i++) lines.append("subscribe biking x").append(i).append("@far.org\n");
        var answer = say(ListRole.REQUEST, "bob@far.org", lines.toString());
        assertEquals(6, world.post.sent.size(), "five letters and the answer");
        assertTrue(answer.contains("Failed: at most 5 addresses of other people in one mail"), answer);
        assertEquals(null, state("x0@far.org"));
    }

    // ---- owners ----

    @Test void anOwnerWhoSignedInAddsRemovesAndDecides() throws Exception {
        rules(joining(Policy.MODERATED, true, true, true, Sight.OWNERS));
        house.work.run(() -> world.subscriptions.join(list, Wish.of(address("dora@far.org")), org.posthouse.list.Subscriptions.Proof.CONFIRMED));
        house.work.run(() -> world.subscriptions.join(list, Wish.of(address("eve@far.org")), org.posthouse.list.Subscriptions.Proof.CONFIRMED));
        world.post.sent.clear();
        member("gone@far.org");
        var answer = signed("add bob@far.org Bob Builder\nsubscribe ann@far.org\ndelete gone@far.org\nheld\napprove dora@far.org\nreject eve@far.org We are full.\nwho\n");
        assertEquals(6, answer.split("Succeeded", -1).length - 2 + 0, answer);
        assertEquals(State.ON, state("bob@far.org"));
        assertEquals(State.ON, state("ann@far.org"));
        assertEquals(State.LEFT, state("gone@far.org"));
        assertEquals(State.ON, state("dora@far.org"));
        assertEquals(null, state("eve@far.org"));
        assertTrue(answer.contains("to eve@far.org: Your wish to join biking\n") && answer.contains("We are full."), answer);
    }

    @Test void whoOnlySaysToBeAnOwnerIsAskedFirst() throws Exception {
        var answer = say(ListRole.REQUEST, "jane@podunk.test", "add bob@far.org\n");
        assertEquals("to jane@podunk.test: Please confirm your commands to biking", subjects(answer));
        assertEquals(null, state("bob@far.org"));
        var done = reply("jane@podunk.test", "");
        assertTrue(done.contains(">>>> add bob@far.org\nSucceeded"), done);
        assertEquals(State.ON, state("bob@far.org"));
    }

    /// Of the list's domain, not of others.
    @Test void administratorsAreOwnersOnceTheyHaveConfirmed() throws Exception {
        assertTrue(say(ListRole.REQUEST, "carol@podunk.test", "add bob@far.org\n").contains("Failed: only for owners"));
        world.post.sent.clear();
        var far = house.work.call(() -> house.domains.add("far.test"));
        house.work.run(() -> house.domains.administrators.set(far, List.of(carol)));
        assertTrue(say(ListRole.REQUEST, "carol@podunk.test", "add bob@far.org\n").contains("Failed: only for owners"));
        world.post.sent.clear();
        house.work.run(() -> house.domains.administrators.set(house.database.find(org.posthouse.domain.Domain.class, list.domain()), List.of(carol)));
        assertEquals("to carol@podunk.test: Please confirm your commands to biking", subjects(say(ListRole.REQUEST, "carol@podunk.test", "add bob@far.org\n")));
        assertEquals(null, state("bob@far.org"));
        var done = reply("carol@podunk.test", "");
        assertTrue(done.contains(">>>> add bob@far.org\nSucceeded"), done);
    }

    @Test void aSignedInAccountThatWritesAsAnotherIsNotTheOther() throws Exception {
        var answer = mail(ListRole.REQUEST, "", "carol@podunk.test", Optional.of(jane), "Subject: x\n", "subscribe\r\n".getBytes(StandardCharsets.UTF_8));
        assertEquals("to carol@podunk.test: Do you want to join biking?", subjects(answer));
    }

    @Test void anOpenListTakesWhoSurelyWroteAtOnce() throws Exception {
        rules(joining(Policy.OPEN, true, true, true, Sight.OWNERS));
        assertTrue(subjects(signed("subscribe Jane Doe\n")).contains("Welcome to biking"));
        assertEquals("Jane Doe", house.work.call(() -> world.world.members.find(list.id(), address("jane@podunk.test")).orElseThrow().name()));
    }

    // ---- what is read ----

    @ParameterizedTest @ValueSource(strings = {"subscribe", "  subscribe  ", "SUBSCRIBE", "> quoted\n\nsubscribe", "subscribe\n-- \nunsubscribe", "subscribe\n--\nBob", "ｓｕｂｓｃｒｉｂｅ", "＃　ｓｕｂｓｃｒｉｂｅ"})
    void aCommandIsFoundIn(String body) throws Exception { assertEquals("to bob@far.org: Do you want to join biking?", subjects(say(ListRole.REQUEST, "bob@far.org", body + "\n"))); }

    @ParameterizedTest @ValueSource(strings = {"unsubscribe", "Re: unsubscribe", "=?UTF-8?B?dW5zdWJzY3JpYmU=?=", "RE: Fwd: UNSUBSCRIBE"})
    void theSubjectIsReadWhenTheBodySaysNothing(String subject) throws Exception {
        member("bob@far.org");
        assertEquals("to bob@far.org: Do you want to leave biking?", subjects(mail(ListRole.REQUEST, "", "bob@far.org", Optional.empty(), "Subject: " + subject + "\n", "Sent from my phone\r\n".getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            text/plain; charset=ISO-2022-JP                | 7bit             | ISO-2022-JP | ＃ subscribe\\n-- \\n山田
            text/plain; charset=Shift_JIS                  | base64           | Shift_JIS   | ＃ｓｕｂｓｃｒｉｂｅ
            text/plain; charset=UTF-8                      | quoted-printable | UTF-8       | sub=\\nscribe
            text/plain; charset=UTF-8; format=flowed       | 8bit             | UTF-8       | # \\nsubscribe
            text/plain; charset=UTF-8; format=flowed       | 8bit             | UTF-8       | > What they \\n> wrote \\nsubscribe
            text/html; charset=UTF-8                       | 8bit             | UTF-8       | <html><head><style>p{}</style></head><body><p>sub<b>scribe</b></p><blockquote>unsubscribe<br>help</blockquote>
            multipart/alternative; boundary=x              | 7bit             | UTF-8       | --x\\nContent-Type: text/html\\n\\n<p>help\\n--x\\nContent-Type: text/plain\\n\\nsubscribe\\n--x--
            """)
    void manyMailersWriteIt(String type, String encoding, String charset, String body) throws Exception {
        var octets = body.replace("\\n", "\r\n").concat("\r\n").getBytes(Charset.forName(charset));
        var sent = encoding.equals("base64") ? Base64.getMimeEncoder().encode(octets) : octets;
        assertEquals("to bob@far.org: Do you want to join biking?", subjects(mail(ListRole.REQUEST, "", "bob@far.org", Optional.empty(), "Subject: x\nMIME-Version: 1.0\nContent-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n", sent)));
    }

    @ParameterizedTest @ValueSource(strings = {"On Monday Bob wrote:", "help me please", "get well soon", "who are you?", "subscribe me to this list of yours, would you?", "off we go", "end of story"})
    void aSentenceIsNoCommand(String line) throws Exception { assertTrue(say(ListRole.REQUEST, "bob@far.org", line + "\n").contains("Failed: no command of this list")); }

    // ---- who is not answered ----

    @ParameterizedTest @ValueSource(strings = {"Auto-Submitted: auto-replied", "List-Id: <x.far.org>", "Precedence: bulk", "X-Autoreply: yes", "Content-Type: multipart/report; boundary=x"})
    void programsAreNotAnswered(String field) throws Exception {
        assertEquals("", mail(ListRole.REQUEST, "", "bob@far.org", Optional.empty(), "Subject: x\n" + field + "\n", "subscribe\r\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", mail(ListRole.CONFIRM, "abcdefghijklmnopqrstuvwxyz", "bob@far.org", Optional.empty(), "Subject: x\n" + field + "\n", "yes\r\n".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest @ValueSource(strings = {"mailer-daemon@far.org", "noreply@far.org", "other-request@far.org", "owner-other@far.org", "biking@podunk.test", "x@nowhere.invalid"})
    void machinesAndListsAreNotAnswered(String from) throws Exception { assertEquals("", say(ListRole.REQUEST, from, "help\n")); }

    @Test void theNullSenderIsNotAnswered() throws Exception { assertEquals("", raw(ListRole.REQUEST, "", "", Optional.empty(), "From: bob@far.org\r\n\r\nhelp\r\n".getBytes(StandardCharsets.UTF_8))); }

    @Test void anAnswerCannotBeAnsweredByAProgram() throws Exception {
        say(ListRole.REQUEST, "bob@far.org", "help\n");
        var letter = world.post.sent.getFirst();
        assertTrue(letter.sender().path().isNull());
        assertEquals("auto-replied", letter.message().getHeader("Auto-Submitted", ","));
        assertEquals("<" + mails + "@far.org>", letter.message().getHeader("In-Reply-To", ","));
    }

    @Test void thereIsAnEndToAnswers() throws Exception {
        for (int i = 0; i < 50; i++) say(ListRole.REQUEST, "bob@far.org", "help\n");
        assertEquals(CommandDesk.ANSWERS_AN_HOUR, world.post.sent.size());
    }

    @Test void aListThatDoesNotSpeakWithStrangersIsSilent() throws Exception {
        rules(joining(Policy.SILENT, true, true, false, Sight.OWNERS));
        assertEquals("", say(ListRole.REQUEST, "bob@far.org", "hello?\n"));
        assertEquals("", say(ListRole.REQUEST, "bob@far.org", "subscribe\n"));
        assertTrue(say(ListRole.REQUEST, "bob@far.org", "info\n").contains("Failed: only for members"));
    }

    @Test void aListWithoutCommandsForItSaysWhereToGo() throws Exception {
        rules(joining(Policy.OPEN, false, false, true, Sight.OWNERS));
        member("ann@far.org");
        for (var command : List.of("subscribe", "unsubscribe")) {
            world.post.sent.clear();
            assertTrue(say(ListRole.REQUEST, "ann@far.org", command + "\n").contains("Failed: this list does not do that by mail. On the web: https://mx.podunk.test/lists/biking@podunk.test/info"));
        }
    }

    @Test void aMarkedAddressLeavesWhoeverWrites() throws Exception {
        member("bob@far.org");
        var id = house.work.call(() -> world.world.members.find(list.id(), address("bob@far.org")).orElseThrow().id());
        var mark = world.world.marks.of(org.posthouse.list.MemberMarks.Purpose.LEAVE, id);
        assertEquals("to bob@far.org: You have left biking", subjects(mail(ListRole.UNSUBSCRIBE, mark, "bob+list@far.org", Optional.empty(), "Subject: unsubscribe\n", new byte[0])));
        assertEquals(State.LEFT, state("bob@far.org"));
    }

    @Test void articlesOfAListForOwnersAreForOwners() throws Exception {
        member("bob@far.org");
        post(1);
        house.work.run(() -> world.world.lists.change(world.world.lists.find(list.id()).orElseThrow(), list.plan().with(new Archiving(true, Sight.OWNERS, true, false))));
        list = world.world.lists.now().find(list.id()).orElseThrow();
        assertTrue(say(ListRole.CONTROL, "bob@far.org", "# get 1\n").contains("Failed: only for owners"));
        world.post.sent.clear();
        assertTrue(say(ListRole.CONTROL, "jane@podunk.test", "# get 1\n").contains("Succeeded"));
    }

    @Test void whatWaitsIsDecidedByItsNumber() throws Exception {
        rules(joining(Policy.MODERATED, true, true, true, Sight.OWNERS));
        house.work.run(() -> world.subscriptions.join(list, Wish.of(address("dora@far.org")), org.posthouse.list.Subscriptions.Proof.CONFIRMED));
        var item = house.work.call(() -> world.held.of(list.id(), 0, 1).getFirst().id());
        var answer = signed("reject " + item + " Not today.\n");
        assertTrue(answer.contains("Not today."), answer);
        assertEquals(0L, house.work.call(() -> world.held.count(list.id())));
    }
}
