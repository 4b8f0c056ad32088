package org.posthouse.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.crash.CrashFileSystem;
import org.posthouse.crash.Loss;
import org.posthouse.store.ModelHouse.Durability;

/// Cuts the power at every write, sync and change of names of a scripted run and asks for every acknowledged message. `-Dposthouse.crash.seeds=100`
/// runs a hundred scripts instead of two.
class PowerCutTest {
    private static final int SCRIPTS = Integer.getInteger("posthouse.crash.seeds", 2);
    private static final int ROUNDS = 32;

    private final Logger log = Logger.getLogger("org.posthouse.store");
    private int cutPoints;
    private int crashes;

    @BeforeEach void quiet() { log.setLevel(Level.OFF); }

    @AfterEach void loud() { log.setLevel(null); }

    @Test void noAcknowledgedMessageIsLostOrDoubledWhereverThePowerFails() {
        for (long seed = 1; seed <= SCRIPTS; seed++) {
            for (var durability : Durability.values()) {
                int events = events(durability, seed);
                for (int cut = 1; cut <= events; cut++) cutAndRecover(durability, seed, cut, cut % 29 == 0);
            }
        }
        System.out.println("power cut at " + cutPoints + " points, " + crashes + " crashes survived");
        assertTrue(cutPoints >= 2000 && crashes >= 16_000, "the script became too short to prove anything: " + cutPoints + " cut points");
    }

    @Test void aDiskThatFailsOnceCostsNoAcknowledgedMessage() {
        int faults = 0;
        for (var fault : CrashFileSystem.Fault.values()) {
            for (var durability : Durability.values()) {
                int events = events(durability, 3);
                for (int at = 1; at <= events; at++, faults++) failAndRecover(durability, at, fault);
            }
        }
        System.out.println("disk failed at " + faults + " points, " + crashes + " crashes survived");
        assertTrue(faults >= 2000, "the script became too short to prove anything: " + faults + " faults");
    }

    private static int events(Durability durability, long seed) {
        var script = CrashScript.begin(durability, seed);
        script.run(ROUNDS);
        return script.disk.events();
    }

    private void cutAndRecover(Durability durability, long seed, int cut, boolean twice) {
        var script = CrashScript.begin(durability, seed);
        script.disk.cutAt(cut);
        script.run(ROUNDS);
        cutPoints++;
        for (var loss : Loss.values()) {
            var where = "seed " + seed + " " + durability + " cut " + cut + " at " + script.disk.lastEvent() + " loss " + loss;
            recoverAndJudge(script, loss, cut * 31L + seed, where);
            if (twice) cutDuringRecovery(script, loss, cut, where);
        }
    }

    private void failAndRecover(Durability durability, int at, CrashFileSystem.Fault fault) {
        var script = CrashScript.begin(durability, 3);
        script.faulty = true;
        script.disk.failAt(at, fault);
        script.run(ROUNDS);
        for (var loss : List.of(Loss.values()[at % 4], Loss.values()[(at + 1) % 4])) recoverAndJudge(script, loss, at, durability + " " + fault + " at " + at + " " + script.disk.faulted() + " loss " + loss);
    }

    private void recoverAndJudge(CrashScript script, Loss loss, long seed, String where) {
        var again = afterCrash(script, loss, seed);
        try {
            again.recover();
            again.judge();
            crashes++;
        } catch (IOException | StoreUnusable | RuntimeException | AssertionError e) {
            throw new AssertionError(where, e);
        }
    }

    /// The power fails again at every event of the recovery.
    private void cutDuringRecovery(CrashScript script, Loss loss, int cut, String where) {
        for (int second = 1; ; second++) {
            var again = afterCrash(script, loss, cut);
            again.disk.cutAt(second);
            try {
                again.recover();
            } catch (IOException | StoreUnusable e) {
                // as it should
            }
            if (!again.disk.dead()) return;
            for (var next : Loss.values()) recoverAndJudge(again, next, second, where + " and again at event " + second + " " + again.disk.lastEvent() + " loss " + next);
        }
    }

    private static CrashScript afterCrash(CrashScript script, Loss loss, long seed) {
        var dice = new SplittableRandom(seed);
        var disk = script.disk.afterCrash(loss, dice.nextLong());
        var house = script.house.afterCrash(disk, loss == Loss.NOTHING, dice);
        return new CrashScript(disk, house, script.ledger, script.durability(), seed);
    }
}
