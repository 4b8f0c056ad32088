package org.posthouse.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.posthouse.message.HeaderFields;

/// Scripts and what they say of one message. Each line of a table: a script, `=>`, what comes of it.
class SieveTest {
    private static final String MESSAGE = """
            Return-Path: <news@lists.example.org>
            Received: from a by b; Sat, 21 Nov 2026 22:30:00 +0000
            From: "Tirel, Coyote" <coyote+acme@desert.example.org>
            To: roadrunner@acme.example.com, Bird <bird@desert.example.org>
            Cc: acme-users@lists.example.org
            Subject: [acme-users] [fwd] version 1.0 is out
            Date: Sun, 22 Nov 2026 08:30:00 +0900
            Message-ID: <1@desert.example.org>
            X-Priority: 3
            X-Caffeine: C8H10N4O2
            X-Empty:
            """.replace("\n", "\r\n") + "\r\n";

    private static final class Letter implements Mail {
        private final HeaderFields fields = HeaderFields.of(MESSAGE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        final Set<String> seen = new HashSet<>();

        @Override public List<String> header(String name) { return fields.every(name); }

        @Override public long size() { return 12_000; }

        @Override public String sender() { return "news+x@lists.example.org"; }

        @Override public String recipient() { return "roadrunner+box@acme.example.com"; }

        @Override public List<String> body(List<String> types) { return types.isEmpty() ? List.of("raw =20 body") : List.of("A missile, please.", "<b>MISSILE</b>"); }

        @Override public ZonedDateTime now() { return ZonedDateTime.parse("2026-11-22T09:05:07+09:00[Asia/Tokyo]"); }

        @Override public boolean hasFolder(String name) { return name.equals("there"); }

        @Override public boolean seen(String handle, String id) { return seen.contains(handle + "/" + id); }
    }

    private static String run(String script) throws Exception {
        return Script.parse(script, Set.copyOf(Script.EXTENSIONS), Limits.STANDARD).run(new Letter()).actions().stream().map(SieveTest::word).collect(Collectors.joining(", "));
    }

    private static String word(Action action) {
        return switch (action) {
            case Action.Keep(var flags) -> flags.isEmpty() ? "keep" : "keep" + flags;
            case Action.FileInto(var folder, var flags, var create) -> "into " + folder + (flags.isEmpty() ? "" : flags) + (create ? " made" : "");
            case Action.Redirect(var to) -> "to " + to;
            case Action.Reject(var text, var extended) -> (extended ? "ereject " : "reject ") + text.strip();
            case Action.Vacation vacation -> "answer " + (vacation.mime() ? "as it is " : "") + vacation.text() + "/" + vacation.subject() + "/" + vacation.seconds();
            case Action.AddHeader(var name, var value, var last) -> "+" + name + ": " + value + (last ? " (last)" : "");
            case Action.DeleteHeader(var name, var index) -> "-" + name + " " + index;
            case Action.Remember(var handle, var id, var seconds) -> "remember " + handle + "/" + id + " " + seconds;
        };
    }

    /// Every test of the language; true files the message into `yes`.
    @TestFactory List<DynamicTest> tests() {
        return rows("""
                true => yes
                not false => yes
                allof (true, false) => no
                anyof (false, true) => yes
                header :is "subject" "[acme-users] [fwd] version 1.0 is out" => yes
                header :contains "SUBJECT" "VERSION" => yes
                header :comparator "i;octet" :contains "subject" "VERSION" => no
                header :matches "subject" "[*] [*] *" => yes
                header :matches "subject" "*\\\\**" => no
                header :matches "x-caffeine" "C?H??N?O?" => yes
                header :is "x-caffeine" "" => no
                header :is "x-empty" "" => yes
                header :contains "x-nothing" "" => no
                header :contains ["x-nothing", "x-caffeine"] "" => yes
                exists ["from", "to"] => yes
                exists ["from", "x-nothing"] => no
                size :over 10K => yes
                size :under 12000 => no
                address :is :all "from" "coyote+acme@desert.example.org" => yes
                address :domain "from" "desert.example.org" => yes
                address :localpart "to" "bird" => yes
                address :user "from" "coyote" => yes
                address :detail "from" "acme" => yes
                address :detail "to" "" => no
                envelope :detail "to" "box" => yes
                envelope :is "from" "news+x@lists.example.org" => yes
                header :value "ge" :comparator "i;ascii-numeric" "x-priority" "3" => yes
                header :value "gt" :comparator "i;ascii-numeric" "x-priority" "3" => no
                header :value "lt" :comparator "i;ascii-numeric" "x-priority" "20" => yes
                header :count "eq" ["from", "to", "cc"] "3" => yes
                address :count "gt" "to" "1" => yes
                body :contains "missile" => yes
                body :content "text/html" :contains "<b>" => yes
                body :raw :contains "=20" => yes
                body :text :is "nothing" => no
                date :is "date" "weekday" "0" => yes
                date :zone "+0000" "date" "date" "2026-11-21" => yes
                date :originalzone "date" "zone" "+0900" => yes
                date :is "received" "date" "2026-11-22" => yes
                currentdate :value "ge" "date" "2026-11-22" => yes
                currentdate :is "hour" "09" => yes
                currentdate :is "iso8601" "2026-11-22T09:05:07+09:00" => yes
                date "x-caffeine" "year" "2026" => no
                header :index 1 :last "received" "x" => no
                mailboxexists "there" => yes
                mailboxexists ["there", "not"] => no
                duplicate => no
                hasflag "\\\\Seen" => no
                """, row -> run("require " + ALL + "; if " + row + " { fileinto \"yes\"; } else { fileinto \"no\"; }").replaceAll("remember [^,]*, ", "").replace("into ", ""));
    }

    /// What scripts do.
    @TestFactory List<DynamicTest> actions() {
        return rows("""
                keep; => keep
                discard; => nothing
                stop; => keep
                fileinto "box"; => into box
                fileinto :copy "box"; => into box, keep
                fileinto :create "box/inner"; => into box/inner made
                fileinto "inbox"; => keep
                fileinto "box"; fileinto "box"; keep; keep; => into box, keep
                redirect "a@b.example"; => to a@b.example
                redirect :copy "a@b.example"; => to a@b.example, keep
                discard; keep; => keep
                reject "no"; => reject no
                ereject text:|no|..dot|.|; => ereject no~.dot
                vacation "away"; => answer away//604800, keep
                vacation :days 1 :subject "Off ${1}" "away"; => answer away/Off /86400, keep
                vacation :seconds 30 "away"; discard; => answer away//60
                vacation :days 9999 "away"; => answer away//31536000, keep
                set "a" "x"; set "b" "${a}y${a}"; fileinto "${b}"; => into xyx
                set :upperfirst :lower "a" "JuMBo"; fileinto "${a}"; => into Jumbo
                set :length "a" "eleven"; fileinto "${a}"; => into 6
                set :quotewildcard "a" "a*b?"; fileinto "x${a}"; => FAULT
                set "a" "$"; fileinto "${a}{b}"; => into ${b}
                if header :matches "subject" "[*] *" { fileinto "lists/${1}"; } => into lists/acme-users
                if header :matches "subject" "*is*" { fileinto "${1}|${2}"; } => into [acme-users] [fwd] version 1.0 | out
                addflag "\\\\Seen"; addflag ["$Work", "\\\\seen"]; => keep[\\Seen, $Work]
                setflag "a b"; removeflag "A"; fileinto :flags "c" "box"; keep; => into box[c], keep[b]
                addheader "X-Seen" "yes"; if header "x-seen" "yes" { fileinto "edited"; } => +X-Seen: yes, into edited
                deleteheader "x-priority"; if exists "x-priority" { discard; } => -x-priority 1, keep
                deleteheader :contains "subject" "nothing"; => keep
                fileinto "${hex: 61 62}"; => into ab
                fileinto "${unicode: 7BB1}"; => into 箱
                duplicate_test => remember h/<1@desert.example.org> 100, keep
                if false { discard; } elsif true { fileinto "two"; } else { discard; } => into two
                if true { stop; } discard; => keep
                /* a */ keep; # b => keep
                redirect "a@b.example"; redirect "c@b.example"; redirect "d@b.example"; redirect "e@b.example"; redirect "f@b.example"; => FAULT
                reject "no"; keep; => FAULT
                keep; reject "no"; => FAULT
                vacation "a"; vacation "b"; => FAULT
                vacation "a"; reject "no"; => FAULT
                reject "no"; vacation "a"; => FAULT
                redirect "${a}"; => FAULT
                fileinto "#trash"; => FAULT
                fileinto "../x//y"; => FAULT
                """, row -> {
                    try {
                        return run("require " + ALL + ";\n" + row.replace("duplicate_test", "if duplicate :handle \"h\" :seconds 100 { discard; }").replace("|no|..dot|.|", "\nno\n..dot\n.\n")).replace("\r\n", "~").replaceAll("^$", "nothing");
                    } catch (RunFault fault) {
                        return "FAULT";
                    }
                });
    }

    private static final String ALL = Script.EXTENSIONS.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));

    private interface Told {
        String of(String row) throws Exception;
    }

    private static List<DynamicTest> rows(String table, Told told) {
        var tests = new ArrayList<DynamicTest>();
        for (var row : table.lines().toList()) {
            int arrow = row.lastIndexOf(" => ");
            tests.add(DynamicTest.dynamicTest(row, () -> assertEquals(row.substring(arrow + 4).strip(), told.of(row.substring(0, arrow)).strip())));
        }
        return tests;
    }

    /// What cannot be understood, with its line and a sentence for its writer.
    @TestFactory List<DynamicTest> faults() {
        return rows("""
                keep => 1 here should stand ; or a block, not the end of the script
                keep;~fileinto "x"; => 2 fileinto wants "fileinto" in require
                require "nothing"; => 1 "nothing" is not offered here
                keep; require "copy"; => 1 require stands in front of everything else
                frobnicate; => 1 there is no command frobnicate
                if frob { keep; } => 1 there is no test frob
                if true keep; => 1 if wants a block behind it
                elsif true { keep; } => 1 elsif wants an if in front of it
                if header "a" { keep; } => 1 header: a string or a list is missing
                if header :frob "a" "b" { keep; } => 1 header: what is :frob?
                if header :is :contains "a" "b" { keep; } => 1 header: there is more than one match type
                require "fileinto"; fileinto "#trash"; => 1 fileinto: that is no name of a folder: #trash
                redirect "nobody"; => 1 redirect: that is no address: nobody
                redirect ["a@b.test"]; => 1 redirect: here should stand one string
                require "vacation"; vacation :mime "x"; => 1 vacation: :mime: begins with fields such as Content-Type, and an empty line behind them
                require "vacation"; vacation :mime "Content-Type: text/plain"; => 1 vacation: :mime: has an empty line behind its fields
                require "vacation"; vacation :mime "MIME-Version: 1.0~~x"; => 1 vacation: :mime: begins with Content-Type
                require "vacation"; vacation :mime "Content-Type: text/html~Bcc: all@b.test~~x"; => 1 vacation: :mime: Bcc is no field of a part
                require "vacation"; vacation :mime "Content-Type: text/html~content-type: text/plain~~x"; => 1 vacation: :mime: content-type stands there twice
                require "vacation"; vacation :mime "Content-Type: multipart/mixed;~ charset=utf-8~~x"; => 1 vacation: :mime: a multipart names its boundary
                require "vacation"; vacation :mime "Content-Type: message/rfc822~~x"; => 1 vacation: :mime: that is no type of a content: message/rfc822
                require "vacation"; vacation :mime "Content-Type: text/plain~Content-Transfer-Encoding: base64~~ü"; => 1 vacation: :mime: what is not ASCII is 8bit, not base64
                require "vacation"; vacation :mime "Content-Type: text/plain~Content-Description: ü~~x"; => 1 vacation: :mime: a header is ASCII: encode what is not (RFC 2047)
                keep "x"; => 1 keep: there is one argument too many
                keep { } => 1 keep has no block
                "keep"; => 1 here should stand a command, not a string
                if size 4 { keep; } => 1 size: wants :over or :under
                if not (true, false) { keep; } => 1 not wants its tests
                keep;~~/* open => 3 a comment that begins here does not end
                redirect "a@b.test => 1 a string that begins here does not end
                if size :over 99999999999999999999 { keep; } => 1 a number that is too large
                if address :comparator "i;frob" "from" "a" { keep; } => 1 address: there is no comparator i;frob
                if header :value "ge" "a" "b" { keep; } => 1 header wants "relational" in require
                if true { if true { } => 1 here should stand } or a command, not the end of the script
                if allof () { keep; } => 1 here should stand a test, not )
                ünicode; => 1 a character that does not belong here: ü
                """, row -> {
                    var fault = assertThrows(ScriptFault.class, () -> Script.parse(row.replace('~', '\n'), Set.copyOf(Script.EXTENSIONS), Limits.STANDARD));
                    return fault.line() + " " + fault.getMessage();
                });
    }

    @Test void aPatternOfStarsCostsNoMoreThanItsLengthTimesTheTexts() {
        long began = System.nanoTime();
        assertTrue(Wildcards.match("*a".repeat(2000) + "b", "a".repeat(50_000), Comparator.ASCII_CASEMAP).isEmpty());
        assertTrue(System.nanoTime() - began < 5_000_000_000L, "took too long");
    }

    @Test void aScriptThatIsTooDeepOrTooLongIsRefusedBeforeItCostsAnything() {
        assertThrows(ScriptFault.class, () -> Script.parse("if true { ".repeat(5000), Set.of(), Limits.STANDARD));
        assertThrows(ScriptFault.class, () -> Script.parse("if " + "not ".repeat(5000) + "true { }", Set.of(), Limits.STANDARD));
        assertThrows(ScriptFault.class, () -> Script.parse("#" + "x".repeat(70_000), Set.of(), Limits.STANDARD));
        assertThrows(ScriptFault.class, () -> Script.parse("if anyof (" + "true,".repeat(9000) + ") {}", Set.of(), Limits.STANDARD));
    }

    @Test void aVariableGrowsToItsLimitAndNoFurther() throws Exception {
        var script = "require [\"variables\",\"relational\",\"comparator-i;ascii-numeric\",\"fileinto\"]; set \"a\" \"0123456789\";" + "set \"a\" \"${a}${a}\";".repeat(40)
                + "set :length \"n\" \"${a}\"; if string :is \"${n}\" \"4000\" { fileinto \"limit\"; }";
        assertEquals("into limit", run(script));
    }
}
