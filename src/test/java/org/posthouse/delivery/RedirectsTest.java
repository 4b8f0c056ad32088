package org.posthouse.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Account;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.account.TestHouse;
import org.posthouse.sieve.Action;
import org.posthouse.sieve.Verdict;

class RedirectsTest {
    private static final Action.Redirect FAR = new Action.Redirect("jane@far.example"), HERE = new Action.Redirect("bob@podunk.test");
    private static final Action.Keep KEEP = new Action.Keep(List.of());

    private final TestHouse house = new TestHouse();
    private final Redirects redirects = new Redirects();
    private Account jane;

    @BeforeEach void open() {
        house.work.run(() -> house.domains.add("podunk.test"));
        jane = house.open("Jane", "correct horse", "jane@podunk.test");
        redirects.agreed = house.agreed;
        redirects.directory = house.directory;
        redirects.settings = house.settings;
        redirects.clock = house.clock;
    }

    @AfterEach void close() { house.close(); }

    private Redirects.Judged judge(Action... actions) { return house.work.call(() -> redirects.judge(jane.id(), new Verdict(List.of(actions)))); }

    private void agreed() { house.work.run(() -> house.agreed.settle(jane.id(), Place.FILTER, List.of("jane@far.example"), List.of("jane@far.example"), true)); }

    @Test void whatMayNotLeaveStays() {
        var judged = judge(HERE, FAR);
        assertEquals(List.of(HERE, KEEP), judged.verdict().actions());
        assertEquals(List.of("jane@far.example"), judged.withheld());
        assertTrue(judged.spent().isEmpty(), "that somebody has not agreed yet is no failure of the script");
        assertEquals(List.of(KEEP), judge(FAR, KEEP).verdict().actions(), "kept once");
        agreed();
        assertEquals(List.of(HERE, FAR), judge(HERE, FAR).verdict().actions());
    }

    @Test void soManyADay() {
        agreed();
        house.work.run(() -> house.settings.change(Map.of("scripts.redirects", Optional.of("2")), Optional.empty()));
        for (int i = 0; i < 2; i++) assertEquals(List.of(FAR), judge(FAR).verdict().actions());
        assertEquals(List.of(HERE), judge(HERE).verdict().actions(), "what stays in the house is not counted");
        var judged = judge(FAR);
        assertEquals(List.of(KEEP), judged.verdict().actions());
        assertEquals("more than 2 messages to addresses elsewhere within a day", judged.spent().orElseThrow());
        house.clock.pass(Duration.ofDays(1));
        assertEquals(List.of(FAR), judge(FAR).verdict().actions());
    }
}
