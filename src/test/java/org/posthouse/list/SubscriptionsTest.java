package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.list.Joining.Policy;
import org.posthouse.list.Member.State;
import org.posthouse.list.Member.Why;
import org.posthouse.list.Subscriptions.Outcome;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// One house for all tests, with lists of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsTest {
    private final TestHouse house = new TestHouse(TestSubscriptions.entities());
    private final TestSubscriptions world = new TestSubscriptions(house);
    private final Subscriptions subscriptions = world.subscriptions;
    private ListEntry list;

    @BeforeAll void founded() {
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        house.open("Jane", "secret-123", "jane@podunk.test");
    }

    @AfterAll void close() { house.close(); }

    @BeforeEach void fresh() {
        house.clock.pass(Duration.ofHours(2));
        world.world.lists.now().byId().keySet().forEach(id -> house.work.run(() -> world.world.lists.remove(world.world.lists.find(id).orElseThrow())));
        world.post.sent.clear();
        list = world.world.usual("biking@podunk.test", "jane@podunk.test");
    }

    private static Joining joining(Policy local, Policy other) {
        return new Joining(0, Sight.EVERYBODY, local, other, List.of(), List.of("sister.test"), List.of("*@evil.test", "mallory@far.test"), true, true, true, State.ON, true, true, true, Sight.OWNERS, 30);
    }

    private void rules(Joining joining) {
        house.work.run(() -> world.world.lists.change(world.world.lists.find(list.id()).orElseThrow(), list.plan().with(joining)));
        list = world.world.lists.now().find(list.id()).orElseThrow();
    }

    private static Address address(String text) { return Addresses.read(text).orElseThrow(); }

    private Outcome join(String address, Proof proof) { return house.work.call(() -> subscriptions.join(list, Wish.of(address(address)), proof)); }

    private Outcome leave(String address, Proof proof) { return house.work.call(() -> subscriptions.leave(list, address(address), proof)); }

    private static String words(Outcome outcome) { return outcome.toString().replaceAll("\\[(?:address|state)=[^]]*]", "").replaceAll("Refused\\[reason=(\\w+)]", "$1").replace("[]", ""); }

    private String letters() {
        var sent = world.post.sent.stream().map(letter -> {
            try {
                return letter.to() + ": " + letter.message().getSubject();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).collect(Collectors.joining(", "));
        world.post.sent.clear();
        return sent;
    }

    private State state(String address) { return house.work.call(() -> world.world.members.find(list.id(), address(address)).map(Member::state).orElse(null)); }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            # local    | other     | who              | proof     | outcome | letter
            OPEN       | CLOSED    | jane@podunk.test | SURE      | Done    | Welcome to biking
            OPEN       | CLOSED    | jane@podunk.test | READER    | Asked   | Do you want to join biking?
            OPEN       | CLOSED    | jane@podunk.test | NOBODY    | Asked   | Do you want to join biking?
            CONFIRMED  | CLOSED    | jane@podunk.test | SURE      | Asked   | Do you want to join biking?
            CONFIRMED  | CLOSED    | jane@podunk.test | CONFIRMED | Done    | Welcome to biking
            MODERATED  | CLOSED    | jane@podunk.test | SURE      | Waiting | Your wish to join biking waits for an owner
            CLOSED     | MODERATED | bob@far.test     | READER    | Asked   | Do you want to join biking?
            CLOSED     | MODERATED | bob@far.test     | CONFIRMED | Waiting | Your wish to join biking waits for an owner
            CLOSED     | OPEN      | jane@podunk.test | SURE      | CLOSED  |
            SILENT     | OPEN      | jane@podunk.test | SURE      | Silent  |
            CLOSED     | CONFIRMED | x@sister.test    | NOBODY    | CLOSED  |
            OPEN       | CONFIRMED | bob@evil.test    | NOBODY    | BANNED  |
            OPEN       | CONFIRMED | Mallory@Far.test | READER    | BANNED  |
            OPEN       | OPEN      | biking@podunk.test         | SURE | LIST |
            OPEN       | OPEN      | biking-request@podunk.test | SURE | LIST |
            """)
    void policiesDecide(Policy local, Policy other, String who, Proof proof, String outcome, String letter) {
        rules(joining(local, other));
        assertEquals(outcome, words(join(who, proof)));
        assertEquals(letter == null ? "" : who + ": " + letter, letters());
    }

    @ParameterizedTest @CsvSource({"xxx.co.jp,a@xxx.co.jp,true", "xxx.co.jp,a@sub.xxx.co.jp,false", "*.xxx.co.jp,a@sub.xxx.co.jp,true", "*.xxx.co.jp,a@xxx.co.jp,false", "XXX.co.JP,a@xxx.CO.jp,true", "xxx.co.jp,a@notxxx.co.jp,false", "*.xxx.co.jp,a@notxxx.co.jp,false"})
    void onlyCertainDomainsJoin(String domain, String who, boolean may) {
        rules(new Joining(0, Sight.EVERYBODY, Policy.OPEN, Policy.CONFIRMED, List.of(domain), List.of(), List.of(), true, true, true, State.ON, true, true, true, Sight.OWNERS, 30));
        assertEquals(may ? "Asked" : "DOMAIN", words(join(who, Proof.READER)));
    }

    @Test void aTokenMakesOneMemberOnce() {
        assertEquals(new Outcome.Asked(address("bob@far.test")), join("bob@far.test", Proof.NOBODY));
        var token = world.token();
        assertEquals("bob@far.test becomes a member of biking@podunk.test.",
                house.work.call(() -> world.links.links.find(token).flatMap(asked -> subscriptions.question(asked, Texts.in(Language.ENGLISH)))).orElseThrow().text());
        assertEquals("You get each post of biking as it comes.", world.answer(subscriptions, token, "confirm"));
        assertEquals(State.ON, state("bob@far.test"));
        assertEquals("too late", world.answer(subscriptions, token, "confirm"));
        assertEquals("bob@far.test: Do you want to join biking?, bob@far.test: Welcome to biking", letters());
    }

    @Test void aListThatHasClosedMeanwhileTakesNobodyIn() {
        join("bob@far.test", Proof.NOBODY);
        var token = world.token();
        rules(joining(Policy.CLOSED, Policy.CLOSED));
        assertEquals("biking takes nobody in at the moment.", world.answer(subscriptions, token, "confirm"));
        assertEquals(null, state("bob@far.test"));
    }

    @Test void aFullListIsFullForWhoeverIsNotKnown() {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        rules(new Joining(1, Sight.EVERYBODY, Policy.OPEN, Policy.CONFIRMED, List.of(), List.of(), List.of(), true, true, true, State.ON, true, true, true, Sight.OWNERS, 30));
        assertEquals("FULL FULL Already", words(join("carol@far.test", Proof.NOBODY)) + " " + words(join("bob@far.test", Proof.NOBODY)) + " " + join("bob@far.test", Proof.READER).getClass().getSimpleName());
    }

    @Test void aStrangerDoesNotLearnWhoIsAMember() {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        assertEquals(join("carol@far.test", Proof.NOBODY).getClass(), join("bob@far.test", Proof.NOBODY).getClass());
        assertEquals("carol@far.test: Do you want to join biking?, bob@far.test: You are a member of biking already", letters());
        assertEquals(leave("nobody@far.test", Proof.NOBODY).getClass(), leave("bob@far.test", Proof.NOBODY).getClass());
        assertEquals("bob@far.test: Do you want to leave biking?", letters());
    }

    @Test void anAddressIsNotWrittenToAgainAndAgain() {
        for (int i = 0; i < 20; i++) assertEquals("Asked", words(join("bob@far.test", Proof.NOBODY)));
        assertEquals(Subscriptions.OPEN_QUESTIONS, world.post.sent.size());
        for (int i = 0; i < 20; i++) {
            var other = world.world.usual("list" + i + "@podunk.test", "jane@podunk.test");
            house.work.run(() -> subscriptions.join(other, Wish.of(address("bob@far.test")), Proof.NOBODY));
        }
        assertEquals(Subscriptions.LETTERS_AN_HOUR, world.post.sent.size());
    }

    @Test void ownersDecideAboutThoseWhoHaveConfirmed() {
        rules(joining(Policy.MODERATED, Policy.MODERATED));
        join("bob@far.test", Proof.CONFIRMED);
        join("carol@far.test", Proof.CONFIRMED);
        var waiting = house.work.call(() -> world.held.of(list.id(), 0, 10));
        assertEquals(List.of("bob@far.test", "carol@far.test"), waiting.stream().map(Held::address).toList());
        letters();
        house.work.run(() -> world.held.decide(list, waiting.getFirst().id(), Moderator.Word.APPROVE, "", "jane@podunk.test"));
        house.work.run(() -> world.held.decide(list, waiting.getLast().id(), Moderator.Word.REJECT, "No bike.", "jane@podunk.test"));
        assertEquals(State.ON, state("bob@far.test"));
        assertEquals(null, state("carol@far.test"));
        assertEquals("bob@far.test: Welcome to biking, carol@far.test: Your wish to join biking", letters());
    }

    @Test void whoIsInvitedComesInWhateverThePolicy() {
        rules(joining(Policy.CLOSED, Policy.CLOSED));
        assertEquals("Asked", words(house.work.call(() -> subscriptions.invite(list, Wish.of(address("bob@far.test"))))));
        assertEquals("Asked", words(house.work.call(() -> subscriptions.invite(list, Wish.of(address("bob@far.test"))))));
        assertEquals(1, world.post.sent.size(), "nobody is invited twice in a week");
        assertEquals("You get each post of biking as it comes.", world.answer(subscriptions, world.token(), "confirm"));
        assertEquals("Already", words(house.work.call(() -> subscriptions.invite(list, Wish.of(address("bob@far.test"))))));
    }

    @Test void oneClickLeaves() throws Exception {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), true));
        var link = world.post.sent.getFirst().message().getContent().toString().lines().filter(line -> line.contains("/leave/")).findFirst().orElseThrow();
        assertTrue(link.startsWith("https://mx.podunk.test/lists/biking@podunk.test/leave/"), link);
        var mark = link.substring(link.lastIndexOf('/') + 1);
        var other = world.world.usual("other@podunk.test", "jane@podunk.test");
        assertEquals(Optional.empty(), house.work.call(() -> subscriptions.leave(other, mark)));
        assertEquals(Optional.empty(), house.work.call(() -> subscriptions.leave(list, mark.substring(1))));
        assertEquals(State.ON, state("bob@far.test"));
        for (int i = 0; i < 2; i++) assertEquals(Optional.of(new Outcome.Left()), house.work.call(() -> subscriptions.leave(list, mark)));
        assertEquals(State.LEFT, state("bob@far.test"));
        assertEquals("bob@far.test: Welcome to biking, bob@far.test: You have left biking", letters());
    }

    @ParameterizedTest @CsvSource({"SURE,Left", "CONFIRMED,Left", "READER,Asked", "NOBODY,Asked"}) void whoLeavesIsAskedUnlessItIsSurelyThem(Proof proof, String outcome) {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        assertEquals(outcome, words(leave("bob@far.test", proof)));
        if (proof == Proof.READER) assertEquals("You have left biking.", world.answer(subscriptions, world.token(), "confirm"));
    }

    @Test void aMemberChangesHowMailComes() {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        assertEquals("Asked", words(house.work.call(() -> subscriptions.change(list, address("bob@far.test"), State.DIGEST, Optional.of(Digesting.Format.PLAIN), Proof.READER))));
        assertEquals("You get digests of biking.", world.answer(subscriptions, world.token(), "confirm"));
        assertEquals(Digesting.Format.PLAIN, house.work.call(() -> world.world.members.find(list.id(), address("bob@far.test")).orElseThrow().format()));
        assertEquals("Already", words(house.work.call(() -> subscriptions.change(list, address("bob@far.test"), State.DIGEST, Optional.empty(), Proof.SURE))));
        assertEquals("NoMember", words(house.work.call(() -> subscriptions.change(list, address("x@far.test"), State.OFF, Optional.empty(), Proof.READER))));
    }

    @Test void aMemberMovesToAnAddressThatHasAnswered() {
        var member = house.work.call(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        house.work.run(() -> world.world.members.change(world.world.members.find(member.id()).orElseThrow(), State.OFF, Member.Why.BOUNCES));
        house.work.run(() -> subscriptions.add(list, Wish.of(address("once@far.test")), false));
        leave("once@far.test", Proof.SURE);
        letters();
        assertEquals("Asked", words(move(member, "once@far.test", Proof.NOBODY)));
        assertEquals(State.OFF, state("bob@far.test"), "nothing changes before the answer");
        var token = world.token();
        assertEquals("once@far.test: Use this address for biking?", letters());
        assertEquals("You get each post of biking as it comes.", world.answer(subscriptions, token, "confirm"));
        assertEquals(null, state("bob@far.test"));
        assertEquals(State.ON, state("once@far.test"), "whose old mailbox was gone gets mail again");
        assertEquals(member.id(), house.work.call(() -> world.world.members.find(list.id(), address("once@far.test")).orElseThrow().id()));
        assertEquals("bob@far.test: You have left biking", letters());
        assertEquals("too late", world.answer(subscriptions, token, "confirm"));
    }

    @Test void nobodyMovesWhereTheyMayNotBeAndNobodyLearnsWhoIsThere() {
        rules(joining(Policy.OPEN, Policy.OPEN));
        var member = house.work.call(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        house.work.run(() -> subscriptions.add(list, Wish.of(address("ann@far.test")), false));
        letters();
        assertEquals("BANNED", words(move(member, "x@evil.test", Proof.NOBODY)));
        assertEquals("LIST", words(move(member, "biking-request@podunk.test", Proof.NOBODY)));
        assertEquals("Asked", words(move(member, "ann@far.test", Proof.NOBODY)));
        assertEquals("ann@far.test: You are a member of biking already", letters());
        assertEquals("Already", words(move(member, "bob@far.test", Proof.SURE)));
        move(member, "new@far.test", Proof.NOBODY);
        var token = world.token();
        leave("bob@far.test", Proof.SURE);
        assertEquals("This address is not a member of biking.", world.answer(subscriptions, token, "confirm"));
        assertEquals(null, state("new@far.test"));
    }

    private Outcome move(Member member, String to, Proof proof) { return house.work.call(() -> subscriptions.move(list, world.world.members.find(member.id()).orElseThrow(), address(to), proof)); }

    @Test void thoseWhoLeftAreForgottenInTheEnd() {
        house.work.run(() -> subscriptions.add(list, Wish.of(address("bob@far.test")), false));
        leave("bob@far.test", Proof.SURE);
        house.clock.pass(Duration.ofDays(29));
        assertEquals(0, (int) house.work.call(subscriptions::forget));
        house.clock.pass(Duration.ofDays(2));
        assertEquals(1, (int) house.work.call(subscriptions::forget));
        assertEquals(null, state("bob@far.test"));
    }

    @Test void aLongNameLeavesNoRoomForAnAnswersAddress() throws Exception {
        list = world.world.usual("a-very-long-name-of-a-list-for-bikes@podunk.test", "jane@podunk.test");
        join("bob@far.test", Proof.NOBODY);
        var letter = world.post.sent.getFirst().message();
        assertEquals("a-very-long-name-of-a-list-for-bikes-request@podunk.test", TestLetters.from(letter));
        assertTrue(letter.getSubject().endsWith("(confirm " + world.token() + ")"), letter.getSubject());
    }
}
