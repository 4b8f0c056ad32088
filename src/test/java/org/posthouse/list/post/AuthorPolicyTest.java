package org.posthouse.list.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.mime.Address;

class AuthorPolicyTest {
    private final Map<String, Answer<String>> zone = new HashMap<>();
    private final AuthorPolicy policy = new AuthorPolicy();

    AuthorPolicyTest() {
        policy.dns = new Dns() { @Override public Answer<String> txt(String name) { return zone.getOrDefault(name, new Answer.None<>(false)); } };
    }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            far.test       | far.test           | v=DMARC1; p=reject               | -        | -                          | true
            far.test       | far.test           | v=DMARC1; p=quarantine; pct=10   | -        | -                          | true
            far.test       | far.test           | v=DMARC1; p=none                 | -        | -                          | false
            far.test       | far.test           | v=DMARC1; p=reject; t=y          | -        | -                          | false
            far.test       | far.test           | v=spf1 -all                      | -        | -                          | false
            a.b.far.test   | far.test           | v=DMARC1; p=reject               | -        | -                          | true
            a.b.far.test   | far.test           | v=DMARC1; p=reject; sp=none      | -        | -                          | false
            a.b.far.test   | far.test           | v=DMARC1; p=none; sp=quarantine  | -        | -                          | true
            a.b.far.test   | a.b.far.test       | v=DMARC1; p=none                 | far.test | v=DMARC1; p=reject         | false
            a.far.test     | far.test           | v=DMARC1; p=none                 | test     | v=DMARC1; p=reject; psd=y  | false
            podunk.test    | podunk.test        | v=DMARC1; p=reject               | -        | -                          | false
            none.test      | far.test           | v=DMARC1; p=reject               | -        | -                          | false
            """)
    void policiesAreFoundByWalkingUp(String author, String one, String record, String two, String other, boolean strict) {
        zone.put("_dmarc." + one, new Answer.Found<>(List.of(record)));
        if (two != null) zone.put("_dmarc." + two, new Answer.Found<>(List.of(other)));
        assertEquals(strict, policy.strict(new Address("jane", author), new Address("biking", "podunk.test")));
    }

    @Test void whatNobodyCanBeAskedIsTakenForStrict() {
        zone.put("_dmarc.far.test", new Answer.Trouble<>("no answer"));
        assertTrue(policy.strict(new Address("jane", "far.test"), new Address("biking", "podunk.test")));
    }
}
