package org.posthouse.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.domain.Rejected;

class MemberTableTest {
    @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jane@far.test                          | jane@far.test | ``          | -      | -     | ``
            Jane Doe <jane@far.test>               | jane@far.test | Jane Doe    | -      | -     | ``
            "Doe, Jane" <jane@far.test>            | jane@far.test | Doe, Jane   | -      | -     | ``
            <jane@far.test>                        | jane@far.test | ``          | -      | -     | ``
            jane@far.test (Jane Doe)               | jane@far.test | Jane Doe    | -      | -     | ``
            jane@far.test,Jane                     | jane@far.test | Jane        | -      | -     | ``
            jane@far.test,"Doe, Jane",digest,plain | jane@far.test | Doe, Jane   | DIGEST | PLAIN | ``
            jane@far.test;Jane;OFF                 | jane@far.test | Jane        | OFF    | -     | ``
            jane@far.test,山田,ON,,ja-JP            | jane@far.test | 山田        | ON     | -     | ja
            '+jane@far.test,'=1+1                  | +jane@far.test | =1+1       | -      | -     | ``
            what is this                           | what is this  | ``          | -      | -     | ``
            """)
    void aLineIsAPerson(String line, String address, String name, String state, String format, String language) {
        var one = MemberTable.read(line).getFirst();
        assertEquals(List.of(address, name, state, format, language), List.of(one.typed(), one.name(), one.state().map(Enum::name).orElse("-"), one.format().map(Enum::name).orElse("-"), one.language()));
    }

    @Test void aHeaderSaysWhatTheColumnsAre() {
        var people = MemberTable.read("\uFEFFName,Email,State\r\n\r\n# staff\r\nJane,jane@far.test,digest\r\n\"Bob, B.\",bob@far.test,\r\n");
        assertEquals("4 jane@far.test Jane DIGEST, 5 bob@far.test Bob, B. -", people.stream().map(p -> p.line() + " " + p.typed() + " " + p.name() + " " + p.state().map(Enum::name).orElse("-")).collect(Collectors.joining(", ")));
    }

    @Test void tooManyAreRefused() {
        var text = IntStream.range(0, Enrolment.MOST + 1).mapToObj(i -> i + "@far.test\n").collect(Collectors.joining());
        assertEquals("people", assertThrows(Rejected.class, () -> MemberTable.read(text)).faults().getFirst().field());
    }
}
