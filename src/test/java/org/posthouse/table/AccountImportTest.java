package org.posthouse.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;

class AccountImportTest {
    private final TestHouse house = new TestHouse();
    private final AccountImport importer = new AccountImport();

    @BeforeEach void open() {
        house.reserve();
        house.work.run(() -> house.domains.add("example.test"));
        importer.templates = house.templates;
        importer.accounts = house.accounts;
        importer.unitOfWork = house.work;
        importer.passwords = house.chosenPasswords;
    }

    @AfterEach void close() { house.close(); }

    private static InputStream utf8(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }

    private String imported(String table) {
        var lines = new ArrayList<AccountImport.Line>();
        assertTrue(importer.run(AccountCsv.read(utf8(table)), _ -> { }, lines::addAll));
        return told(lines);
    }

    private String looked(String table) {
        var lines = new ArrayList<AccountImport.Line>();
        importer.look(AccountCsv.read(utf8(table)), _ -> { }, lines::addAll);
        return told(lines);
    }

    private static String told(List<AccountImport.Line> lines) {
        return lines.stream().map(l -> l.line() + " " + l.result() + (l.reason().isEmpty() ? "" : " " + l.reason().replaceFirst(":.*", ""))).collect(Collectors.joining("\n"));
    }

    private String exported() {
        return house.work.call(() -> AccountCsv.line(AccountCsv.COLUMNS.stream())
                + house.accounts.after(0, 1000).stream().map(a -> AccountCsv.line(AccountCsv.cells(a))).collect(Collectors.joining()));
    }

    @Test void eachRowIsTakenOrRefusedForItself() {
        assertEquals("""
                2 CREATED
                3 REFUSED addresses
                4 CREATED
                5 REFUSED password
                6 REFUSED role
                7 REFUSED address
                8 REFUSED name
                9 REFUSED maxMessages
                10 REFUSED row""", imported("""
                name,address,password,role,maxMessages
                Jane,jane@example.test,correct horse,user,10
                Again,JANE@example.test
                Bob,bob@example.test,,,
                Carl,carl@example.test,short
                King,king@example.test,,king
                Else,else@elsewhere.test
                ,none@example.test
                Many,many@example.test,,,-1
                Wide,wide@example.test,,,,,
                """));
    }

    @Test void theSameTableAgainChangesNothing() {
        var table = "address,name,password\njane@example.test,Jane,correct horse\nbob@example.test,Bob,\n";
        assertEquals("2 CREATED\n3 CREATED", imported(table));
        assertEquals("2 UNCHANGED\n3 UNCHANGED", imported(table));
        assertEquals("2 REFUSED address", imported("name,address\nJanet,jane@example.test\n"));
    }

    @Test void whatIsExportedCanBeImported() {
        imported("""
                name,address,login,otherAddresses,role,locked,fromRewrite,maxMailboxBytes,maxMessages,maxMessageBytes,expiryDays,restrictions,finger,listed,language,timeZone
                "Doe, \""Jane\""\",jane@example.test,jd,j.doe@example.test doe@example.test,postmaster,true,quoted,1,2,3,4,199.17.234.0 software.com,"two
                lines",false,ja,Asia/Tokyo
                '=HYPERLINK(1),evil@example.test
                """);
        var table = exported();
        assertEquals("""
                name,address,login,otherAddresses,role,locked,fromRewrite,maxMailboxBytes,maxMessages,maxMessageBytes,expiryDays,restrictions,finger,listed,language,timeZone
                "Doe, \""Jane\""\",jane@example.test,jd,j.doe@example.test doe@example.test,postmaster,true,quoted,1,2,3,4,199.17.234.0/24 software.com,"two
                lines",false,ja,Asia/Tokyo
                '=HYPERLINK(1),evil@example.test,evil,,user,false,none,0,0,0,0,,,true,,
                """, table.replace("\r\n", "\n"));
        assertEquals("3 UNCHANGED\n4 UNCHANGED", imported(table));
        house.work.run(() -> house.accounts.after(0, 10).forEach(house.accounts::delete));
        assertEquals("3 CREATED\n4 CREATED", imported(table));
        assertEquals(table, exported());
    }

    @ParameterizedTest(name = "{0} is written as {1}") @CsvSource(quoteCharacter = '`', value = {"plain|plain", "a,b|\"a,b\"", "say \"x\"|\"say \"\"x\"\"\"", "=1+1|'=1+1", "+1|'+1", "-1|'-1", "@x|'@x", "a=b|a=b", "` x`|\" x\""}, delimiter = '|', ignoreLeadingAndTrailingWhitespace = false)
    void aCellIsSafeInASpreadsheet(String text, String cell) { assertEquals(cell, AccountCsv.cell(text)); }

    @Test void aLookTellsWhatWouldHappenAndChangesNothing() {
        var table = """
                name,address,password
                Jane,jane@example.test,correct horse
                Bob,bob@example.test,
                Carl,carl@example.test,short
                Bob again,BOB@example.test,
                Else,else@elsewhere.test,
                """;
        var wanted = "2 CREATED\n3 CREATED\n4 REFUSED password\n5 REFUSED address\n6 REFUSED address";
        assertEquals(wanted, looked(table));
        assertEquals(wanted, looked(table), "nothing was opened");
        assertEquals(wanted, imported(table).replace("addresses", "address"));
        assertEquals("2 UNCHANGED\n3 UNCHANGED", looked("name,address\nJane,jane@example.test\nBob,bob@example.test\n"));
    }

    @Test void whoeverSendsATableKeepsToTheRule() {
        var lines = new ArrayList<AccountImport.Line>();
        importer.run(AccountCsv.read(utf8("name,address,role\nJane,jane@example.test,\nKing,king@example.test,postmaster\n")), plan -> {
            if (plan.role() == org.posthouse.account.Role.POSTMASTER) throw Rejected.invalid("role", "only a postmaster may do this");
        }, lines::addAll);
        assertEquals("2 CREATED\n3 REFUSED role", told(lines));
    }

    @Test void aMarkBeforeTheHeaderIsNothing() { assertEquals("2 CREATED", imported("\uFEFFname,address\r\nJane,jane@example.test\r\n")); }

    @ParameterizedTest @ValueSource(strings = {"name\nJane\n", "address\nx@example.test\n", "name,address,colour\na,b,c\n", ""})
    void aTableWithoutItsColumnsIsRefusedAsAWhole(String table) { assertThrows(Rejected.class, () -> AccountCsv.read(utf8(table))); }

    @Test void whatIsNoTableIsRefused() {
        assertFalse(assertThrows(Unreadable.class, () -> AccountCsv.read(utf8("name,address,name\n"))).tooLarge());
        assertFalse(assertThrows(Unreadable.class, () -> AccountCsv.read(utf8("name,address\n\"open,x\n"))).tooLarge());
        assertFalse(assertThrows(Unreadable.class, () -> AccountCsv.read(new ByteArrayInputStream("name,address\nM\u00fcller,m@example.test\n".getBytes(StandardCharsets.ISO_8859_1)))).tooLarge());
        assertTrue(assertThrows(Unreadable.class, () -> AccountCsv.read(utf8("name,address\n" + "a,b\n".repeat(AccountCsv.MAX_ROWS + 1)))).tooLarge());
        assertTrue(assertThrows(Unreadable.class, () -> AccountCsv.read(utf8("name,address\na," + "b".repeat((int) AccountCsv.MAX_OCTETS)))).tooLarge());
        assertEquals(List.of(), AccountCsv.read(utf8("name,address\n")));
    }
}
