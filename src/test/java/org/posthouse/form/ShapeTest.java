package org.posthouse.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.domain.Rejected;

class ShapeTest {
    enum Mode { OFF, ALL_DAY }

    record Route(String pattern, boolean on) { }

    @Form(id = "sample", who = Audience.POSTMASTER)
    record Sample(String name, @Field(kind = Kind.PARAGRAPHS) String text, boolean flag, int count, @Field(kind = Kind.OCTETS) long size, Mode mode, Optional<LocalDate> day, List<String> lines, List<Route> rows,
                  Secret secret, @Field(kind = Kind.SHOWN) String seen) { }

    private static final Sample FULL = new Sample("Janie Lee", "one\ntwo", true, 7, 2L << 30, Mode.ALL_DAY, Optional.of(LocalDate.of(2026, 12, 26)), List.of("a@x.test", "b@x.test"),
            List.of(new Route("*.podunk.edu & more=1", true), new Route("x", false)), Secret.NONE, "7 of 9");
    private final Shape<Sample> shape = new Shape<>(Sample.class);

    @Test void whatIsWrittenReadsTheSame() { assertEquals(FULL, shape.over(FULL, shape.write(FULL))); }

    @Test void whatIsNotGivenStays() { assertEquals("Bill", shape.over(FULL, Map.of("name", List.of("Bill"))).name()); }

    @Test void whatIsOnlyShownCannotBeGiven() { assertEquals("7 of 9", shape.over(FULL, Map.of("seen", List.of("0 of 9"))).seen()); }

    @Test void aListIsOneItemALine() { assertEquals(List.of("a", "b"), shape.over(FULL, Map.of("lines", List.of(" a \r\n\r\nb\n"))).lines()); }

    @Test void emptyRowsAreLeftOut() { assertEquals(List.of(new Route("y", false)), shape.over(FULL, Map.of("rows", List.of("pattern=&on=", "pattern=y"))).rows()); }

    @Test void aSecretShowsNothing() {
        var typed = shape.over(FULL, Map.of("secret", List.of("hidden")));
        assertEquals("hidden", typed.secret().reveal());
        assertFalse(typed.toString().contains("hidden"), typed.toString());
        assertEquals(List.of(), shape.write(typed).get("secret"));
    }

    @Test void everyFaultIsToldAtOnce() {
        var rejected = assertThrows(Rejected.class, () -> shape.over(FULL, Map.of("count", List.of("many"), "day", List.of("soon"), "mode", List.of("sometimes"))));
        assertEquals(List.of("count", "mode", "day"), rejected.faults().stream().map(Rejected.Fault::field).toList());
    }

    @ParameterizedTest @CsvSource({"name,'bell \u0007'", "flag,maybe", "count,", "count,1.5", "count,99999999999", "size,much", "size,-1", "mode,OFF", "day,2026-02-30", "day,26.12.2026"})
    void aTextThatIsNoValueIsRefusedAtItsField(String field, String text) {
        var rejected = assertThrows(Rejected.class, () -> shape.over(FULL, Map.of(field, List.of(text == null ? "" : text))));
        assertEquals(List.of(field), rejected.faults().stream().map(Rejected.Fault::field).toList());
    }
}
