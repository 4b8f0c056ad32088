package org.posthouse.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Choice;
import org.posthouse.form.Definition;
import org.posthouse.form.Kind;
import org.posthouse.form.Opened;
import org.posthouse.form.Part;
import org.posthouse.text.Texts;

/// A form as the template shows it: texts, values as typed, faults at their fields.
///
/// @param action  path it is sent to
/// @param general faults of no field that is shown
/// @param notice  a sentence above the form, or empty
/// @param effects sentences to confirm; none for the form itself
/// @param previews what is typed can be looked at before it is sent
/// @param sealed  everything typed, when effects are to be confirmed
public record FormView(String id, String title, String lead, String save, String action, String version, boolean dangerous, boolean upload, boolean previews, List<Card> cards, List<String> general, String notice,
                       List<String> effects, String sealed, List<Other> others) {
    /// @param title empty for a card without
    public record Card(String title, List<Input> inputs) { }

    /// @param id      in the page, also of what describes it
    /// @param values  texts as typed or stored
    /// @param choices value and label
    /// @param error   the sentence of what is wrong, or empty
    public record Input(String name, String id, Kind kind, String label, String help, List<String> values, List<Choice> choices, String error, String autocomplete, int limit, boolean needed, List<Input> columns) {
        /// A field of a page of its own, with the texts of a bundle.
        public static Input of(String bundle, String name, Kind kind, List<String> values, List<Choice> choices, List<Fault> faults, String autocomplete, Texts texts) {
            return new Input(name, "f-" + name, kind, texts.get(bundle, name), texts.find(bundle, name + ".help").orElse(""), kind == Kind.SECRET ? List.of() : values, choices, FormView.error(name, faults, texts), autocomplete, 0, true, List.of());
        }

        public String value() { return values.isEmpty() ? "" : values.getFirst(); }

        public String text() { return String.join("\n", values); }

        public boolean on() { return value().equals("true"); }

        /// Ids of the sentences about it, for `aria-describedby`; null leaves the attribute out.
        public String described() {
            var ids = new ArrayList<String>();
            if (!error.isEmpty()) ids.add(id + "-error");
            if (!help.isEmpty()) ids.add(id + "-help");
            return ids.isEmpty() ? null : String.join(" ", ids);
        }

        public String completion() { return autocomplete.isEmpty() ? "off" : autocomplete; }

        /// Rows with what they hold by column, and three empty ones to add.
        public List<Map<String, String>> rows() {
            var rows = new ArrayList<Map<String, String>>(values.stream().map(Part::cells).toList());
            for (int i = 0; i < 3; i++) rows.add(Map.of());
            return rows;
        }
    }

    public record Other(String path, String title, boolean dangerous) { }

    public boolean confirms() { return !effects.isEmpty(); }

    static FormView of(Opened opened, Texts texts, String action, Map<String, List<String>> typed, List<Fault> faults, String notice, List<String> effects, String sealed, List<Other> others) {
        var definition = opened.definition();
        var id = definition.id();
        var cards = new LinkedHashMap<String, List<Input>>();
        var card = "";
        for (var part : opened.parts()) {
            if (!part.card().isEmpty()) card = part.card();
            cards.computeIfAbsent(card, _ -> new ArrayList<>()).add(input(opened, part, texts, typed, faults));
        }
        var shown = opened.parts().stream().map(Part::name).toList();
        return new FormView(id, texts.get(id, "title", opened.name()), texts.get(id, "lead", opened.name()), texts.get(id, "save"), action, opened.version(), definition.dangerous(),
                opened.parts().stream().anyMatch(p -> p.kind() == Kind.FILE), definition.previews(),
                cards.entrySet().stream().map(c -> new Card(c.getKey().isEmpty() ? "" : texts.get(id, "card." + c.getKey()), c.getValue())).toList(),
                faults.stream().filter(f -> !shown.contains(f.field())).map(texts::fault).distinct().toList(), notice, effects, sealed, others);
    }

    private static Input input(Opened opened, Part part, Texts texts, Map<String, List<String>> typed, List<Fault> faults) {
        var bundle = opened.definition().id();
        var values = typed.getOrDefault(part.name(), opened.values().getOrDefault(part.name(), List.of()));
        return new Input(part.name(), "f-" + part.name(), part.kind(), texts.get(bundle, part.name()), texts.find(bundle, part.name() + ".help").orElse(""),
                part.isSecret() ? List.of() : part.kind() == Kind.SHOWN && part.type().isEnum() ? List.of(texts.get(bundle, part.name() + "." + values.getFirst())) : values,
                choices(opened, part, texts), error(part.name(), faults, texts), part.autocomplete(), part.limit(), part.needed(), columns(bundle, part, texts));
    }

    private static String error(String name, List<Fault> faults, Texts texts) {
        return String.join(" ", faults.stream().filter(f -> f.field().equals(name)).map(f -> sentence(texts.fault(f), f.pattern().startsWith("{"))).distinct().toList());
    }

    private static List<Input> columns(String bundle, Part part, Texts texts) {
        return part.columns().stream().map(c -> new Input(part.name() + "." + c.name(), "f-" + part.name() + "-" + c.name(), c.kind(), texts.get(bundle, part.name() + "." + c.name()), "", List.of(),
                c.constants().stream().map(v -> new Choice(v, texts.get(bundle, part.name() + "." + c.name() + "." + v))).toList(), "", "", c.limit(), c.needed(), List.of())).toList();
    }

    private static List<Choice> choices(Opened opened, Part part, Texts texts) {
        if (part.kind() == Kind.PICK) return opened.choices().getOrDefault(part.name(), List.of());
        return part.constants().stream().map(v -> new Choice(v, texts.get(opened.definition().id(), part.name() + "." + v))).toList();
    }

    /// Faults begin in lower case for the API, where the field's name stands before them; what somebody typed stays as it is.
    private static String sentence(String fault, boolean quotes) {
        if (fault.isEmpty()) return fault;
        var text = quotes ? fault : Character.toUpperCase(fault.charAt(0)) + fault.substring(1);
        return Character.isLetterOrDigit(text.charAt(text.length() - 1)) && text.charAt(text.length() - 1) < 0x2E80 ? text + "." : text;
    }

    static List<Other> others(Opened opened, Texts texts, String side) {
        return opened.others().stream().map((Definition<?> d) -> new Other(side + d.id() + "/" + opened.key().text(), texts.find(d.id(), "link").orElseGet(() -> texts.get(d.id(), "title", opened.name())), d.dangerous()))
                .sorted(java.util.Comparator.comparing(Other::dangerous).thenComparing(Other::path)).toList();
    }
}
