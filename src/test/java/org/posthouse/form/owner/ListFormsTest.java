package org.posthouse.form.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.TestAuthors;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;
import org.posthouse.list.Joining;
import org.posthouse.list.ListEntry;
import org.posthouse.list.MemberTable;
import org.posthouse.list.Member;
import org.posthouse.list.TestLists;

/// Whose list is whose, and what forms leave of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListFormsTest {
    private final TestHouse house = new TestHouse(TestLists.entities());
    private final TestLists world = TestLists.over(house);
    private final Standings standings = new Standings();
    private final PlanForms plans = new PlanForms();
    private final ListPostingFormHandler posting = new ListPostingFormHandler();
    private final ListJoiningFormHandler joining = new ListJoiningFormHandler();
    private final ListDressingFormHandler dressing = new ListDressingFormHandler();
    private final ListBouncesFormHandler bounces = new ListBouncesFormHandler();
    private final ListBasicsFormHandler basics = new ListBasicsFormHandler();
    private final NewListFormHandler fresh = new NewListFormHandler();
    private Subject owner;
    private Subject stranger;
    private Subject otherAdministrator;
    private long far;
    private ListEntry list;
    private int count;

    @BeforeAll void wire() {
        standings.lists = plans.lists = dressing.lists = basics.lists = fresh.lists = world.lists;
        standings.members = world.members;
        standings.accounts = house.accounts;
        standings.directory = house.directory;
        standings.domains = fresh.domains = house.domains.domains;
        plans.standings = basics.standings = dressing.standings = standings;
        posting.plans = joining.plans = dressing.plans = bounces.plans = plans;
        house.work.run(() -> house.domains.add("podunk.test"));
        far = house.work.call(() -> house.domains.add("far.test").id());
        long jane = TestAuthors.open(house, "Jane", "jane@podunk.test", FromRewrite.NONE);
        long bob = TestAuthors.open(house, "Bob", "bob@podunk.test", FromRewrite.NONE);
        owner = house.work.call(() -> TestForms.subject(house.accounts.find(jane).orElseThrow()));
        stranger = house.work.call(() -> TestForms.subject(house.accounts.find(bob).orElseThrow()));
        otherAdministrator = house.work.call(() -> TestForms.subject(house.accounts.find(bob).orElseThrow(), far));
    }

    @BeforeEach void aList() { list = world.usual("biking" + ++count + "@podunk.test", "Jane@podunk.test"); }

    @AfterAll void close() { house.close(); }

    private Key key() { return Key.of(list.id()); }

    private <F extends Record> F load(FormHandler<F> handler, Subject who) { return house.work.call(() -> handler.load(who, key())).form(); }

    private ListEntry now() { return world.lists.now().find(list.id()).orElseThrow(); }

    @Test void whatIsNotTheirsIsForbiddenWhetherItExistsOrNot() {
        assertThrows(Forbidden.class, () -> load(posting, stranger));
        assertThrows(Forbidden.class, () -> load(posting, otherAdministrator));
        assertThrows(Forbidden.class, () -> house.work.call(() -> posting.load(owner, Key.of(1))));
        assertThrows(Rejected.class, () -> house.work.call(() -> posting.load(TestForms.postmaster(), Key.of(1))));
        assertEquals(load(posting, owner), load(posting, TestForms.postmaster()));
    }

    @Test void eachFormChangesItsPartAlone() {
        var before = list.plan();
        TestForms.apply(house, posting, owner, key(), TestForms.typed(load(posting, owner), Map.of("listed", List.of("*@far.test"), "maxOctets", List.of("200 KB"))));
        TestForms.apply(house, joining, owner, key(), TestForms.typed(load(joining, owner), Map.of("other", List.of("moderated"), "firstState", List.of("digest"))));
        var after = now().plan();
        assertEquals(List.of(List.of("*@far.test"), 200L << 10, Joining.Policy.MODERATED, Joining.Policy.CONFIRMED, Member.State.DIGEST),
                List.of(after.posting().listed(), after.posting().maxOctets(), after.joining().other(), after.joining().local(), after.joining().firstState()));
        assertEquals(List.of(before.dressing(), before.digesting(), before.archiving(), before.bouncing()), List.of(after.dressing(), after.digesting(), after.archiving(), after.bouncing()));
    }

    @Test void theSubjectOfTheNextPostIsShown() {
        assertEquals("[" + list.name() + ":00001] Sunday ride", load(dressing, owner).example());
        TestForms.apply(house, dressing, owner, key(), TestForms.typed(load(dressing, owner), Map.of("subjectTag", List.of("#%S"), "digits", List.of("0"), "tagLast", List.of("true"))));
        assertEquals("Sunday ride #1", load(dressing, owner).example());
    }

    @Test void ownersAreNamedByAdministrators() {
        var wanted = TestForms.typed(load(basics, owner), Map.of("owners", List.of("bob@podunk.test")));
        assertThrows(Rejected.class, () -> TestForms.apply(house, basics, owner, key(), wanted));
        assertEquals(List.of("effect.owner", "effect.no-owner"), house.work.call(() -> basics.effects(TestForms.postmaster(), key(), wanted)).stream().map(effect -> effect.text()).toList());
        TestForms.apply(house, basics, TestForms.postmaster(), key(), wanted);
        assertEquals(List.of("bob@podunk.test"), now().owners());
        assertThrows(Forbidden.class, () -> load(basics, owner));
    }

    @Test void aListIsMadeWhereOneAdministrates() {
        var form = new NewListForm("walks@podunk.test", "Walks", Purpose.PRIVATE, ListLanguage.JA, List.of("jane@podunk.test"), List.of("hikes"));
        assertThrows(Rejected.class, () -> TestForms.apply(house, fresh, otherAdministrator, Key.NONE, form));
        var applied = TestForms.apply(house, fresh, TestForms.postmaster(), Key.NONE, form);
        assertEquals("/lists/walks@podunk.test/admin/", applied.next().orElse(""));
        var made = world.lists.now().find(applied.key().id()).orElseThrow();
        assertEquals(List.of(List.of("walks", "hikes"), Joining.Policy.CLOSED, "ja"), List.of(made.names(), made.plan().joining().other(), made.plan().language()));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            fieldsAdded    | X-Club: biking     |
            fieldsAdded    | From: me@far.test  | fieldsAdded
            fieldsAdded    | no field           | fieldsAdded
            fieldsAdded    | Two words: x       | fieldsAdded
            fieldsRemoved  | X-*                |
            fieldsRemoved  | Received           |
            fieldsRemoved  | Da*                | fieldsRemoved
            fieldsRemoved  | *                  | fieldsRemoved
            replyTo        | fixed              | replyAddress
            """)
    void whatAPostCannotBe(String field, String value, String fault) {
        var typed = TestForms.typed(load(dressing, owner), Map.of(field, List.of(value)));
        if (fault == null) TestForms.apply(house, dressing, owner, key(), typed);
        else assertEquals(fault, assertThrows(Rejected.class, () -> TestForms.apply(house, dressing, owner, key(), typed)).faults().getFirst().field());
    }

    @ParameterizedTest @CsvSource({"domains,xxx.co.jp,", "domains,*.xxx.co.jp,", "domains,日本.jp,", "domains,a b,domains", "domains,x@y.test,domains", "banned,*@spam.test,", "banned,joe@spam.test,", "banned,*.spam.test,", "banned,joe@,banned", "banned,@@,banned"})
    void whoMayJoin(String field, String value, String fault) {
        var typed = TestForms.typed(load(joining, owner), Map.of(field, List.of(value)));
        if (fault == null) TestForms.apply(house, joining, owner, key(), typed);
        else assertEquals(fault, assertThrows(Rejected.class, () -> TestForms.apply(house, joining, owner, key(), typed)).faults().getFirst().field());
    }

    @Test void aWarningComesFirst() {
        var wrong = TestForms.typed(load(bounces, owner), Map.of("warning", List.of("11")));
        assertEquals("warning", assertThrows(Rejected.class, () -> TestForms.apply(house, bounces, owner, key(), wrong)).faults().getFirst().field());
    }

    @Test void whoLeftIsNoMember() {
        house.work.run(() -> world.enrolment.join(list, MemberTable.read("bob@podunk.test"), Member.Why.OWNER));
        assertEquals(Set.of("bob@podunk.test"), house.work.call(() -> standings.keys(stranger)));
        assertEquals(org.posthouse.list.Standing.MEMBER, house.work.call(() -> standings.of(list, java.util.Optional.of(stranger))));
        house.work.run(() -> world.members.leave(list, world.members.find(list.id(), "bob@podunk.test").orElseThrow(), Member.Why.MEMBER));
        assertEquals(org.posthouse.list.Standing.STRANGER, house.work.call(() -> standings.of(list, java.util.Optional.of(stranger))));
        assertFalse(house.work.call(() -> standings.owned(standings.keys(owner))).isEmpty());
    }
}
