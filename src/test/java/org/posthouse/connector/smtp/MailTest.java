package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.Staging;
import org.posthouse.mime.Path;

class MailTest extends SmtpTest {
    private static Sender sender(String arguments) { return assertInstanceOf(MailArgs.Good.class, MailArgs.parse(arguments, true), arguments).sender(); }

    private static Recipient recipient(String arguments) { return assertInstanceOf(RcptArgs.Good.class, RcptArgs.parse(arguments, true, false), arguments).recipient(); }

    @Test void everyParameterIsKept() {
        assertEquals(new Sender(Path.to("a", "example.org"), 1000, Sender.Body.EIGHT_BIT, true, Sender.Ret.HDRS, "QQ=1", "c@example.org"),
                sender("FROM:<a@example.org> SIZE=1000 body=8bitmime SMTPUTF8 RET=HDRS ENVID=QQ+3D1 AUTH=c@example.org"));
        assertEquals(Sender.of(Path.NULL), sender("from: <> AUTH=<>"));
        assertEquals(new Recipient(Path.to("a", "example.org"), Set.of(Recipient.Notify.SUCCESS, Recipient.Notify.DELAY), "rfc822;a=b@example.org"),
                recipient("TO:<a@example.org> NOTIFY=success,DELAY ORCPT=rfc822;a+3Db@example.org"));
        assertEquals(Recipient.of(Path.to("postmaster", "")), recipient("TO:<postmaster>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "MAIL                                              ~ 501 5.5.4 .*",
        "MAIL FROM                                         ~ 501 5.5.4 .*",
        "MAIL TO:<a@example.org>                           ~ 501 5.5.4 .*",
        "MAIL FROM:a@example.org                           ~ 501 5.1.7 .*",
        "MAIL FROM:<a@>                                    ~ 501 5.1.7 .*",
        "MAIL FROM:<a@example.org>SIZE=1                   ~ 501 5.5.4 .*",
        "MAIL FROM:<a@example.org> SIZE=x                  ~ 501 5.5.4 .*SIZE",
        "MAIL FROM:<a@example.org> SIZE=-1                 ~ 501 5.5.4 .*SIZE",
        "MAIL FROM:<a@example.org> SIZE                    ~ 501 5.5.4 .*SIZE",
        "MAIL FROM:<a@example.org> SIZE=1 SIZE=2           ~ 501 5.5.4 .*",
        "MAIL FROM:<a@example.org> SIZE=52428801           ~ 552 5.3.4 .*",
        "MAIL FROM:<a@example.org> SIZE=99999999999999999999  ~ 552 5.3.4 .*",
        "MAIL FROM:<a@example.org> SIZE=999999999999999999999 ~ 501 5.5.4 .*SIZE",
        "MAIL FROM:<a@example.org> SIZE=52428800           ~ 250 2.1.0 .*",
        "MAIL FROM:<a@example.org> BODY=BINARYMIME         ~ 501 5.5.4 .*BODY",
        "MAIL FROM:<a@example.org> RET=SOME                ~ 501 5.5.4 .*RET",
        "MAIL FROM:<a@example.org> ENVID=a+0D+0Ab          ~ 501 5.5.4 .*ENVID",
        "MAIL FROM:<a@example.org> ENVID=                  ~ 501 5.5.4 .*",
        "MAIL FROM:<a@example.org> AUTH=<>                 ~ 555 5.5.4 .*",
        "MAIL FROM:<a@example.org> FROB=1                  ~ 555 5.5.4 .*",
        "MAIL FROM:<a@example.org> SMTPUTF8=1              ~ 501 5.5.4 .*",
        "MAIL FROM:<ü@example.org>                         ~ 553 5.6.7 .*",
        "MAIL FROM:<ü@example.org> SMTPUTF8                ~ 250 2.1.0 .*",
        "MAIL FROM:<>                                      ~ 250 2.1.0 .*",
        "mail from:<a@example.org>                         ~ 250 2.1.0 .*",
        "MAIL FROM: <a@example.org> BODY=7BIT              ~ 250 2.1.0 .*",
    })
    void senders(String command, String reply) throws IOException { talk(HELLO + "C: " + command + "\nS: " + reply); }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "RCPT                                              ~ 501 5.5.4 .*",
        "RCPT TO:<>                                        ~ 501 5.1.3 .*",
        "RCPT TO:b@example.test                            ~ 501 5.1.3 .*",
        "RCPT TO:<b@example.test> SIZE=1                   ~ 555 5.5.4 .*",
        "RCPT TO:<b@example.test> NOTIFY=NEVER,DELAY       ~ 501 5.5.4 .*NOTIFY",
        "RCPT TO:<b@example.test> NOTIFY=                  ~ 501 5.5.4 .*",
        "RCPT TO:<b@example.test> NOTIFY=SOON              ~ 501 5.5.4 .*NOTIFY",
        "RCPT TO:<b@example.test> ORCPT=b@example.test     ~ 501 5.5.4 .*ORCPT",
        "RCPT TO:<ü@example.test>                          ~ 553 5.6.7 .*",
        "RCPT TO:<nobody@example.test>                     ~ 550 5.1.1 .*",
        "RCPT TO:<b@example.test> NOTIFY=NEVER             ~ 250 2.1.5 .*",
        "RCPT TO:<@hop.example:b@example.test>             ~ 250 2.1.5 .*",
        "RCPT TO:<Postmaster>                              ~ 250 2.1.5 .*",
    })
    void recipients(String command, String reply) throws IOException {
        talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*\nC: " + command + "\nS: " + reply);
    }

    @Test void onlyOneSenderATransaction() throws IOException {
        talk(HELLO + """
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: MAIL FROM:<b@example.org>
             S: 503 5.5.1 .*
             C: RSET
             S: 250 2.0.0 .*
             C: MAIL FROM:<b@example.org>
             S: 250 .*
             """);
    }

    @Test void aRecipientNeedsASender() throws IOException { talk(HELLO + "C: RCPT TO:<b@example.test>\nS: 503 5.5.1 .*"); }

    @Test void whatWasPipelinedBehindARefusedSenderIsNoMistake() throws IOException {
        house.admission = new Staging.Admission.Wait(Reply.of(452, "4.3.1", "disk is nearly full"));
        var client = talk(HELLO).send("MAIL FROM:<a@example.org>\r\n" + "RCPT TO:<b@example.test>\r\n".repeat(50) + "DATA\r\nNOOP\r\n");
        client.expect("452 4.3.1 .*");
        for (int i = 0; i < 51; i++) client.expect("503 5.5.1 .*");
        client.expect("250 .*");
    }

    @Test void recipientsOverTheLimitAreTurnedAwayWithoutAskingTheHouse() throws IOException {
        limits = TestLimits.usual().recipients(2).all();
        talk(HELLO + """
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: RCPT TO:<b@example.test>
             S: 250 .*
             C: RCPT TO:<c@example.test>
             S: 250 .*
             C: RCPT TO:<d@example.test>
             S: 452 4.5.3 .*
             C: DATA
             S: 354 .*
             C: .
             S: 250 .*
             """);
        assertEquals(2, house.clients.size());
        assertEquals(2, house.mails.getFirst().envelope().recipients().size());
    }

    @Test void messagesOverTheLimitEndTheSession() throws IOException {
        limits = TestLimits.usual().messages(1).all();
        talk(TO_DATA + """
             C: .
             S: 250 .*
             C: MAIL FROM:<a@example.org>
             S: 421 4.7.0 .*
             S: END
             """);
    }

    @ParameterizedTest
    @ValueSource(strings = { "RSET x", "QUIT x", "DATA x", "STARTTLS x" })
    void someVerbsHaveNoArgument(String command) throws IOException {
        talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*\nC: RCPT TO:<b@example.test>\nS: 250 .*\nC: " + command + "\nS: 501 5.5.4 .*");
    }

    @Test void aBrokenHouseIsATemporaryFailure() throws IOException {
        house.broken = true;
        talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*\nC: RCPT TO:<b@example.test>\nS: 451 4.3.0 .*");
    }

    @Test void anOverloadedHouseToo() throws IOException {
        house.overloaded = true;
        talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*\nC: RCPT TO:<b@example.test>\nS: 451 4.3.2 .*");
    }
}
