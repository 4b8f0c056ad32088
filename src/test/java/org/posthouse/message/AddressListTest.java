package org.posthouse.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.mime.Address;

class AddressListTest {
    @ParameterizedTest @CsvSource(delimiter = '~', value = {
        "jane@podunk.test ~ jane@podunk.test",
        "Jane <jane@podunk.test> ~ jane@podunk.test",
        "\"Doe, Jane\" <jane@podunk.test>, bob@podunk.test ~ jane@podunk.test bob@podunk.test",
        "jane@podunk.test (Doe, Jane (at home)), (x@y.test) ~ jane@podunk.test",
        "Friends: jane@podunk.test, Bob <bob@podunk.test>;, eve@podunk.test ~ jane@podunk.test bob@podunk.test eve@podunk.test",
        "undisclosed-recipients:; ~ ''",
        "\"jane doe\"@podunk.test ~ \"jane doe\"@podunk.test",
        "jane @ podunk . test ~ jane@podunk.test",
        "jane  @  podunk  .  test , . bob@podunk.test ~ jane@podunk.test",
        "<@relay.test:jane@podunk.test> ~ jane@podunk.test",
        "jane@[192.0.2.1], bob@[IPv6:2001:db8::1] ~ jane@[192.0.2.1] bob@[IPv6:2001:db8::1]",
        "\"x\\\"y\" <jane@podunk.test> ~ jane@podunk.test",
        "nobody, jane@, @podunk.test, <>, ,, eve@podunk.test ~ eve@podunk.test",
        "\"never closed <jane@podunk.test> ~ ''",
        "(never closed jane@podunk.test ~ ''",
        "<jane@podunk.test ~ jane@podunk.test",
        "ジェーン <jane@podunk.test> ~ jane@podunk.test",
        "用户@例子.test ~ 用户@例子.test" })
    void addressesAreFound(String field, String found) { assertEquals(found, AddressList.read(field, 10).stream().map(Address::toString).collect(Collectors.joining(" "))); }

    @Test void blanksAreNoBurden() {
        assertTimeout(Duration.ofSeconds(5), () -> AddressList.read("jane" + " ".repeat(500_000) + "x, \"" + " ".repeat(500_000) + "\"@podunk.test", 10));
    }

    @Test void noMoreThanAreWanted() { assertEquals(3, AddressList.read("a@b.test,".repeat(100_000), 3).size()); }
}
