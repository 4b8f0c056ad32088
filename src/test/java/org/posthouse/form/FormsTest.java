package org.posthouse.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.validation.Validator;
import jakarta.validation.ValidatorContext;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Proxy;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.account.Role;
import org.posthouse.account.TestHouse;
import org.posthouse.change.Change.Difference;
import org.posthouse.change.History;
import org.posthouse.change.TestHistory;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forms.Sent;

/// The engine on a database of its own, with one form that keeps its values in memory.
class FormsTest {
    @Form(id = "gate", who = {Audience.POSTMASTER, Audience.SELF})
    record Gate(String name, List<String> guests, @Field(who = Audience.POSTMASTER) int places, Secret key) { }

    private static final class GateHandler implements FormHandler<Gate> {
        private Gate stored = new Gate("North", List.of("a", "b"), 3, Secret.NONE);
        private int version = 1;
        private boolean hidden;
        private boolean breaks;

        @Override public Loaded<Gate> load(Subject who, Key key) { return new Loaded<>(stored, "" + version, stored.name()); }

        @Override public Work apply(Subject who, Key key, Gate form) {
            if (form.name().equals("South")) throw Rejected.conflict("name", "{0} is taken", "South");
            return () -> {
                stored = new Gate(form.name(), form.guests(), form.places(), Secret.NONE);
                version++;
                if (breaks) throw Rejected.invalid("name", "too late");
                return Applied.to(key, form.name());
            };
        }

        @Override public List<Effect> effects(Subject who, Key key, Gate form) { return form.guests().isEmpty() ? List.of(Effect.of("empty")) : List.of(); }

        @Override public boolean offered(Subject who, Key key) { return !hidden; }
    }

    private final TestHouse house = new TestHouse();
    private final GateHandler gate = new GateHandler();
    private final Forms forms = new Forms();
    private final History history = TestHistory.of(house);
    private final Subject postmaster = subject(Role.POSTMASTER);
    private final List<String> synced = new ArrayList<>();

    @BeforeEach void wire() {
        forms.handlers = Instances.of(gate);
        forms.unitOfWork = house.work;
        forms.history = history;
        forms.durability = new Durability() {
            @Override public void await() { synced.add("sync"); }
        };
        forms.validators = lenient();
        forms.collect();
    }

    @AfterEach void close() { house.close(); }

    @Test void aFormIsAppliedSyncedAndKeptInTheHistory() {
        var done = assertInstanceOf(Result.Done.class, send(postmaster, "1", Map.of("name", List.of("East"), "guests", List.of("a", "c"))));
        assertEquals(new Gate("East", List.of("a", "c"), 3, Secret.NONE), gate.stored);
        assertEquals(List.of("sync"), synced);
        var change = house.work.call(() -> history.find(done.change())).orElseThrow();
        assertEquals(List.of(new Difference("name", List.of("North"), List.of("East"), false), new Difference("guests", List.of("a", "b"), List.of("a", "c"), false)), change.differences());
        assertEquals(List.of("gate", "East", "jane@x.test", "web"), List.of(change.form(), change.thing(), change.by(), change.face()));
    }

    @Test void whatChangesNothingIsNoChange() { assertEquals(0, ((Result.Done) send(postmaster, "1", Map.of("name", List.of("North")))).change()); }

    @Test void secretsDoNotReachTheHistory() {
        var done = (Result.Done) send(postmaster, "1", Map.of("key", List.of("open sesame")));
        var change = house.work.call(() -> history.find(done.change())).orElseThrow();
        assertEquals(List.of(new Difference("key", List.of(), List.of("•••"), true)), change.differences());
    }

    @Test void anOldVersionChangesNothing() {
        assertEquals(Rejected.Kind.STALE, assertThrows(Rejected.class, () -> send(postmaster, "0", Map.of("name", List.of("East")))).kind());
        assertEquals("North", gate.stored.name());
    }

    @Test void aFieldOfOthersIsRefusedByName() {
        var rejected = assertThrows(Rejected.class, () -> send(subject(Role.USER), "1", Map.of("name", List.of("East"), "places", List.of("9"), "colour", List.of("red"))));
        assertEquals(Set.of("places", "colour"), Set.copyOf(rejected.faults().stream().map(Rejected.Fault::field).toList()));
        assertEquals("North", gate.stored.name());
    }

    @Test void othersDoNotSeeTheField() {
        assertEquals(List.of("name", "guests", "key"), forms.open(subject(Role.USER), "gate", Key.NONE).parts().stream().map(Part::name).toList());
        assertTrue(forms.open(postmaster, "gate", Key.NONE).values().containsKey("places"));
    }

    @Test void effectsAreConfirmedFirst() {
        var asked = assertInstanceOf(Result.Confirm.class, forms.apply(postmaster, "gate", Key.NONE, new Sent(Map.of("guests", List.of()), Optional.of("1"), false, 0)));
        assertEquals(List.of(Effect.of("empty")), asked.effects());
        assertEquals(2, gate.stored.guests().size());
        send(postmaster, "1", Map.of("guests", List.of()));
        assertEquals(0, gate.stored.guests().size());
    }

    @Test void aHiddenFormIsNobodys() {
        gate.hidden = true;
        assertThrows(Forbidden.class, () -> forms.open(postmaster, "gate", Key.NONE));
        assertThrows(Forbidden.class, () -> send(postmaster, "1", Map.of("name", List.of("East"))));
        assertFalse(forms.isOffered(postmaster, "gate", Key.NONE));
    }

    @Test void whatAModuleRefusesLeavesNoEntry() {
        assertThrows(Rejected.class, () -> send(postmaster, "1", Map.of("name", List.of("South"))));
        gate.breaks = true;
        assertThrows(Rejected.class, () -> send(postmaster, "1", Map.of("name", List.of("East"))));
        assertEquals(0, house.work.call(() -> history.page(new History.Filter("", 0, ""), 0, 10)).total());
        assertEquals(List.of(), synced);
    }

    @Test void aChangeIsTakenBackByAnother() {
        var first = (Result.Done) send(postmaster, "1", Map.of("name", List.of("East"), "guests", List.of()));
        assertTrue(gate.stored.guests().isEmpty());
        gate.version = 1;
        var back = (Result.Done) forms.undo(postmaster, first.change());
        assertEquals(new Gate("North", List.of("a", "b"), 3, Secret.NONE), gate.stored);
        assertEquals(first.change(), house.work.call(() -> history.find(back.change())).orElseThrow().undoes());
    }

    @Test void anUnknownFormOrChangeIsAbsent() {
        assertEquals(Rejected.Kind.ABSENT, assertThrows(Rejected.class, () -> forms.open(postmaster, "door", Key.NONE)).kind());
        assertEquals(Rejected.Kind.ABSENT, assertThrows(Rejected.class, () -> forms.undo(postmaster, 99)).kind());
    }

    private Result send(Subject who, String version, Map<String, List<String>> texts) { return forms.apply(who, "gate", Key.NONE, new Sent(texts, Optional.of(version), true, 0)); }

    private static Subject subject(Role role) { return new Subject(5, "jane@x.test", "Jane", role, Set.of(), Locale.ENGLISH, ZoneOffset.UTC, "192.0.2.1", Subject.Face.WEB); }

    /// The container's validator is not here; constraints are tried in the browser tests.
    private static ValidatorFactory lenient() {
        var validator = (Validator) Proxy.newProxyInstance(FormsTest.class.getClassLoader(), new Class<?>[] {Validator.class}, (_, _, _) -> Set.of());
        var context = (ValidatorContext) Proxy.newProxyInstance(FormsTest.class.getClassLoader(), new Class<?>[] {ValidatorContext.class},
                (self, method, _) -> method.getName().equals("getValidator") ? validator : self);
        return (ValidatorFactory) Proxy.newProxyInstance(FormsTest.class.getClassLoader(), new Class<?>[] {ValidatorFactory.class}, (_, method, _) -> method.getName().equals("usingContext") ? context : null);
    }
}
