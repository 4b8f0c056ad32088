package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest extends Pop3Test {

    @BeforeEach void threeMessages() {
        house.mail("Subject: one\r\n\r\nbody\r\n");
        house.mail("Subject: two\r\n\r\n.\r\n..\r\n.end\r\n");
        house.mail(FakeMessage.of("Return-Path: <a@b.test>\r\n", "Subject: three\r\n\r\na\r\nb\r\nc"));
    }

    @Test void statAndListGiveTheSizesOfTheSnapshot() throws Exception {
        signedIn().talk("""
                C: STAT
                S: \\+OK 3 113
                C: LIST
                S: \\+OK 3 messages \\(113 octets\\)
                S: 1 22
                S: 2 29
                S: 3 62
                S: \\.
                C: LIST 2
                S: \\+OK 2 29
                C: DELE 2
                S: \\+OK message 2 marked
                C: STAT
                S: \\+OK 2 84
                C: LIST
                S: \\+OK 2 messages \\(84 octets\\)
                S: 1 22
                S: 3 62
                S: \\.
                """.replace("113", "" + (22 + 29 + size(3))).replace("84", "" + (22 + size(3))).replace("62", "" + size(3)));
    }

    private long size(int number) { return house.messages.get(100L + number).size(); }

    @Test void uidlNamesMessagesByTheirStayingNames() throws Exception {
        signedIn().talk("""
                C: UIDL
                S: \\+OK .*
                S: 1 u101!~
                S: 2 u102!~
                S: 3 u103!~
                S: \\.
                C: UIDL 3
                S: \\+OK 3 u103!~
                C: DELE 1
                S: \\+OK .*
                C: UIDL 1
                S: -ERR no such message
                C: UIDL
                S: \\+OK .*
                S: 2 u102!~
                S: 3 u103!~
                S: \\.
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "-1", "+1", "1x", "1 2", "99999999999999999999999999", "2147483648", "4294967297", "18446744073709551617", "١", "0x1"})
    void numbersThatNameNoMessageAreRefused(String number) throws Exception {
        signedIn().talk("""
                C: LIST %1$s
                S: -ERR no such message
                C: UIDL %1$s
                S: -ERR no such message
                C: RETR %1$s
                S: -ERR no such message
                C: DELE %1$s
                S: -ERR no such message
                C: TOP %1$s 1
                S: -ERR .*
                C: STAT
                S: \\+OK 3 .*
                """.formatted(number));
    }

    @Test void retrSendsDotsDoubledAndCompletesTheLastLine() throws Exception {
        signedIn().talk("""
                C: RETR 1
                S: \\+OK 22 octets
                S: Subject: one
                S:\s
                S: body
                S: \\.
                C: RETR 2
                S: \\+OK 29 octets
                S: Subject: two
                S:\s
                S: \\.\\.
                S: \\.\\.\\.
                S: \\.\\.end
                S: \\.
                C: RETR 3
                S: \\+OK %d octets
                S: Return-Path: <a@b.test>
                S: Subject: three
                S:\s
                S: a
                S: b
                S: c
                S: \\.
                C: NOOP
                S: \\+OK done
                """.formatted(size(3)));
    }

    @Test void topSendsTheHeaderAndSoManyLines() throws Exception {
        signedIn().talk("""
                C: TOP 3 0
                S: \\+OK .*
                S: Return-Path: <a@b.test>
                S: Subject: three
                S:\s
                S: \\.
                C: TOP 3 2
                S: \\+OK .*
                S: Return-Path: <a@b.test>
                S: Subject: three
                S:\s
                S: a
                S: b
                S: \\.
                C: TOP 3 99999999999999999999
                S: \\+OK .*
                S: Return-Path: <a@b.test>
                S: Subject: three
                S:\s
                S: a
                S: b
                S: c
                S: \\.
                C: TOP 2 1
                S: \\+OK .*
                S: Subject: two
                S:\s
                S: \\.\\.
                S: \\.
                C: TOP 3
                S: -ERR an argument is missing
                C: TOP 3 -1
                S: -ERR not a number of lines
                """);
    }

    @Test void deletionsHappenAtQuit() throws Exception {
        signedIn().talk("""
                C: DELE 1
                S: \\+OK .*
                C: DELE 3
                S: \\+OK .*
                C: DELE 3
                S: -ERR no such message
                C: RETR 3
                S: -ERR no such message
                C: QUIT
                S: \\+OK bye
                S: END
                """);
        assertEquals(List.of(Set.of(101L, 103L)), house.updates);
    }

    @Test void rsetTakesMarksBack() throws Exception {
        signedIn().talk("""
                C: DELE 1
                S: \\+OK .*
                C: RSET
                S: \\+OK maildrop has 3 messages .*
                C: LIST 1
                S: \\+OK 1 22
                C: QUIT
                S: \\+OK bye
                """);
        await("release", house.locked::isEmpty);
        assertEquals(List.of(), house.updates);
    }

    @Test void aBrokenConnectionDeletesNothing() throws Exception {
        var dialogue = signedIn().talk("C: DELE 1\nS: \\+OK .*");
        dialogue.close();
        await("release", house.locked::isEmpty);
        assertEquals(List.of(), house.updates);
    }

    @Test void deletionsThatFailAreToldAtQuit() throws Exception {
        house.updatesFail = true;
        signedIn().talk("""
                C: DELE 1
                S: \\+OK .*
                C: QUIT
                S: -ERR \\[SYS/TEMP\\] some deleted messages not removed
                S: END
                """);
    }

    @Test void lastIsTheHighestNumberTouched() throws Exception {
        signedIn().talk("""
                C: LAST
                S: \\+OK 0
                C: TOP 3 0
                S: \\+OK .*
                S: Return-Path: .*
                S: Subject: .*
                S:\s
                S: \\.
                C: LAST
                S: \\+OK 0
                C: RETR 1
                S: \\+OK .*
                S: Subject: one
                S:\s
                S: body
                S: \\.
                C: DELE 2
                S: \\+OK .*
                C: LAST
                S: \\+OK 2
                C: RSET
                S: \\+OK .*
                C: LAST
                S: \\+OK 0
                """);
    }

    @Test void aMessageThatIsGoneIsToldSo() throws Exception {
        var dialogue = signedIn();
        house.messages.remove(102L);
        dialogue.talk("""
                C: RETR 2
                S: -ERR \\[SYS/PERM\\] message was removed or is damaged
                C: TOP 2 1
                S: -ERR \\[SYS/PERM\\] message was removed or is damaged
                C: DELE 2
                S: \\+OK .*
                """);
    }

    @Test void commandsOfTheOtherStateAreRefused() throws Exception {
        signedIn().talk("""
                C: USER jane
                S: -ERR not now
                C: APOP jane 0
                S: -ERR not now
                C: STLS
                S: -ERR not now
                C: UTF8
                S: -ERR not now
                """);
        var stranger = connect();
        stranger.talk("S: \\+OK .*");
        for (String command : List.of("STAT", "LIST", "UIDL", "RETR 1", "TOP 1 1", "DELE 1", "NOOP", "LAST")) stranger.talk("C: " + command + "\nS: -ERR not now");
    }

    @Test void pipelinedCommandsAreAnsweredInOrder() throws Exception {
        var dialogue = connect();
        dialogue.send("USER jane\r\nPASS secret word\r\nSTAT\r\nRETR 1\r\nDELE 1\r\nLIST 1\r\nQUIT\r\n");
        dialogue.talk("""
                S: \\+OK .* ready .*
                S: \\+OK password, please
                S: \\+OK maildrop .*
                S: \\+OK 3 .*
                S: \\+OK 22 octets
                S: Subject: one
                S:\s
                S: body
                S: \\.
                S: \\+OK message 1 marked
                S: -ERR no such message
                S: \\+OK bye
                S: END
                """);
        assertEquals(List.of(Set.of(101L)), house.updates);
    }
}
