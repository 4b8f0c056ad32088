package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.FromRewrite;
import org.posthouse.account.TestAuthors;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.TestForms;
import org.posthouse.policy.Policies;
import org.posthouse.policy.TestPolicies;

/// Lists and rules as people type them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyFormsTest {
    private final TestHouse house = new TestHouse(TestPolicies.entities());
    private final Policies policies = TestPolicies.of(house);
    private final RelayControlFormHandler relay = new RelayControlFormHandler();
    private final BlocksFormHandler blocks = new BlocksFormHandler();
    private final SubmissionFormHandler submission = new SubmissionFormHandler();
    private final RuleFormHandler rule = new RuleFormHandler();
    private final NewRuleFormHandler newRule = new NewRuleFormHandler();
    private final DeleteRuleFormHandler deleteRule = new DeleteRuleFormHandler();
    private final RuleWards wards = new RuleWards();
    private long domain;
    private Subject domainsOwn;

    @BeforeAll void wire() {
        relay.policies = blocks.policies = submission.policies = rule.policies = newRule.policies = deleteRule.policies = wards.policies = policies;
        relay.settings = submission.settings = house.settings;
        submission.accounts = house.accounts;
        rule.wards = newRule.wards = deleteRule.wards = wards;
        wards.domains = house.domains.domains;
        domain = house.work.call(() -> house.domains.add("example.test").id());
        long jane = TestAuthors.open(house, "Jane", "jane@example.test", FromRewrite.NONE);
        domainsOwn = house.work.call(() -> TestForms.subject(house.accounts.find(jane).orElseThrow(), domain));
    }

    @AfterAll void close() { house.close(); }

    /// `a=1; b=2` as a row of a form.
    private static String row(String cells) { return List.of(cells.split("; *")).stream().map(cell -> cell.split("=", 2)).map(cell -> cell[0].strip() + "=" + URLEncoder.encode(cell[1], StandardCharsets.UTF_8)).collect(Collectors.joining("&")); }

    private static String fault(Rejected rejected) { return rejected.faults().getFirst().field() + ": " + rejected.faults().getFirst().message(); }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            network=192.0.2.77/24; sender=@Example.ORG | 192.0.2.0/24 example.org
            network=2001:db8::1; sender=               | 2001:db8:0:0:0:0:0:1/128
            network=example.org; sender=               | networks: example.org is no network; write 192.0.2.0/24 or an address
            network=; sender=example.org               | networks:  is no network; write 192.0.2.0/24 or an address
            network=0.0.0.0/0; sender=                 | networks: 0.0.0.0/0 would let everybody send through this server
            network=192.0.2.1; sender=no domain        | networks: no domain is no domain
            """)
    void whoMayRelay(String typed, String outcome) {
        var form = TestForms.typed(new RelayControlForm(List.of(), 0), Map.of("networks", List.of(row(typed))));
        if (outcome.startsWith("networks:")) assertEquals(outcome, fault(assertThrows(Rejected.class, () -> TestForms.apply(house, relay, TestForms.postmaster(), Key.NONE, form))));
        else {
            TestForms.apply(house, relay, TestForms.postmaster(), Key.NONE, form);
            assertEquals(outcome, TestForms.load(house, relay, TestForms.postmaster(), Key.NONE).form().networks().stream().map(line -> (line.network() + " " + line.sender()).strip()).collect(Collectors.joining()));
        }
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            pattern=203.0.113.0; what=client; verdict=block      | 203.0.113.0/24 CLIENT BLOCK
            pattern=*.Bad.Example; what=domain; verdict=block    | bad.example DOMAIN BLOCK
            pattern=Promo-*@*; what=sender; verdict=allow        | promo-*@* SENDER ALLOW
            pattern=JANE@example.test; what=recipient; verdict=block | jane@example.test RECIPIENT BLOCK
            pattern=; what=client; verdict=block                 | none
            pattern=somewhere; what=client; verdict=block        | lines: somewhere is no network; write 192.0.2.0/24 or an address
            pattern=not one; what=sender; verdict=block          | lines: not one is not an address
            """)
    void whoIsKeptOut(String typed, String outcome) {
        var form = TestForms.typed(new BlocksForm(List.of()), Map.of("lines", List.of(row(typed))));
        if (outcome.startsWith("lines:")) assertEquals(outcome, fault(assertThrows(Rejected.class, () -> TestForms.apply(house, blocks, TestForms.postmaster(), Key.NONE, form))));
        else {
            TestForms.apply(house, blocks, TestForms.postmaster(), Key.NONE, form);
            var lines = TestForms.load(house, blocks, TestForms.postmaster(), Key.NONE).form().lines();
            assertEquals(outcome, lines.isEmpty() ? "none" : lines.stream().map(line -> line.pattern() + " " + line.what() + " " + line.verdict()).collect(Collectors.joining()));
        }
    }

    @Test void rightsGoToAccounts() {
        var typed = TestForms.typed(TestForms.load(house, submission, TestForms.postmaster(), Key.NONE).form(), Map.of("rights", List.of(row("account=JANE@example.test; address=Sales@Elsewhere.example"), row("account=jane@example.test; address=@Other.Test"), row("account=; address="))));
        TestForms.apply(house, submission, TestForms.postmaster(), Key.NONE, typed);
        assertEquals(List.of("jane@example.test @other.test", "jane@example.test sales@elsewhere.example"), TestForms.load(house, submission, TestForms.postmaster(), Key.NONE).form().rights().stream().map(right -> right.account() + " " + right.address()).sorted().toList());
        var nobody = TestForms.typed(typed, Map.of("rights", List.of(row("account=nobody@example.test; address=a@b.test"))));
        assertEquals("rights: nobody@example.test is nobody's address here", fault(assertThrows(Rejected.class, () -> TestForms.apply(house, submission, TestForms.postmaster(), Key.NONE, nobody))));
    }

    private NewRuleForm typedRule(String domain, String test, String act) {
        return TestForms.typed(new NewRuleForm("", domain, org.posthouse.policy.Rule.Way.IN, RuleRows.Fits.ALL, List.of(), List.of(), false),
                Map.of("name", List.of("Sales"), "tests", test.isEmpty() ? List.of() : List.of(row(test)), "acts", act.isEmpty() ? List.of() : List.of(row(act))));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            what=subject; header=; how=contains; wanted=sale; exactCase=false | deed=hold; argument= | saved
            what=size; header=; how=over; wanted=2 MB; exactCase=false | deed=redirect; argument=desk@far.example | saved
            what=client; header=; how=matches-not; wanted=192.0.2.7/24; exactCase=false | deed=field; argument=X-From-Afar: yes | saved
            what=size; header=; how=contains; wanted=2 MB; exactCase=false | deed=hold; argument= | tests: a size is over or under something, and nothing else is
            what=size; header=; how=over; wanted=big; exactCase=false | deed=hold; argument= | tests: big is no size such as 2 MB
            what=header; header=no name; how=is; wanted=x; exactCase=false | deed=hold; argument= | tests: name the header field to look at
            what=subject; header=; how=is; wanted=x; exactCase=false | deed=nothing; argument= | acts: say at least one thing to do
            what=subject; header=; how=is; wanted=x; exactCase=false | deed=copy; argument=nobody | acts: nobody is not an address
            what=subject; header=; how=is; wanted=x; exactCase=false | deed=field; argument=From: x@y.test | acts: From: x@y.test is no field that can be added; write X-Name: text
            what=subject; header=; how=is; wanted=x; exactCase=false | deed=field; argument=X-A: a\u00e4 | acts: X-A: a\u00e4 is no field that can be added; write X-Name: text
            """)
    void whatARuleMaySay(String test, String act, String outcome) {
        var form = typedRule("0", test, act);
        if (outcome.equals("saved")) assertTrue(TestForms.apply(house, newRule, TestForms.postmaster(), Key.NONE, form).key().id() > 0);
        else assertEquals(outcome, fault(assertThrows(Rejected.class, () -> TestForms.apply(house, newRule, TestForms.postmaster(), Key.NONE, form))));
    }

    @Test void domainAdministratorsHaveTheRulesOfTheirDomainsAlone() {
        var ours = TestForms.apply(house, newRule, TestForms.postmaster(), Key.NONE, typedRule("0", "", "deed=hold; argument=")).key();
        var theirs = TestForms.apply(house, newRule, domainsOwn, Key.NONE, typedRule(Long.toString(domain), "", "deed=hold; argument=")).key();
        assertThrows(Rejected.class, () -> TestForms.apply(house, newRule, domainsOwn, Key.NONE, typedRule("0", "", "deed=hold; argument=")));
        assertThrows(Forbidden.class, () -> TestForms.load(house, rule, domainsOwn, ours));
        assertThrows(Forbidden.class, () -> TestForms.apply(house, deleteRule, domainsOwn, ours, new DeleteRuleForm()));
        assertThrows(Forbidden.class, () -> TestForms.load(house, rule, domainsOwn, Key.of(4711)));
        assertEquals("example.test", TestForms.load(house, rule, domainsOwn, theirs).form().domain());
        assertEquals(1, house.work.call(() -> wards.all(domainsOwn).size()));
        TestForms.apply(house, deleteRule, domainsOwn, theirs, new DeleteRuleForm());
        assertEquals(0, house.work.call(() -> wards.all(domainsOwn).size()));
    }

    @Test void aSavedListHoldsAtOnce() {
        TestForms.apply(house, relay, TestForms.postmaster(), Key.NONE, TestForms.typed(new RelayControlForm(List.of(), 0), Map.of("networks", List.of(row("network=198.51.100.0/24; sender=")))));
        assertTrue(policies.now().relaying().permits(InetAddress.ofLiteral("198.51.100.9"), org.posthouse.connector.api.Sender.of(org.posthouse.mime.Path.NULL)).isPresent());
    }
}
