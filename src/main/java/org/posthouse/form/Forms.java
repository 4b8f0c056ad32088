package org.posthouse.form;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthouse.change.Change;
import org.posthouse.change.Change.Difference;
import org.posthouse.change.History;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// All forms of the house, for its faces: opens them, and applies what was sent.
@ApplicationScoped public class Forms {
    private static final System.Logger LOG = System.getLogger(Forms.class.getName());
    private static final String MASK = "•••";

    @Inject @Any Instance<FormHandler<?>> handlers;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject History history;
    @Inject ValidatorFactory validators;

    private final Map<String, Definition<?>> all = new TreeMap<>();
    private final Map<Locale, Validator> byLocale = new HashMap<>();

    /// @param texts     by part; parts that are not given keep their value
    /// @param version   that they saw; empty for any
    /// @param confirmed they have seen the effects, or nobody asks
    /// @param undoes    number of the change this takes back, 0 for none
    public record Sent(Map<String, List<String>> texts, Optional<String> version, boolean confirmed, long undoes) { }

    @PostConstruct void collect() {
        for (var handler : handlers) {
            var definition = Definition.of(handler);
            if (all.put(definition.id(), definition) != null) throw new IllegalStateException("two forms are called " + definition.id());
        }
    }

    public Collection<Definition<?>> all() { return all.values(); }

    public Optional<Definition<?>> find(String id) { return Optional.ofNullable(all.get(id)); }

    /// @throws Rejected ABSENT
    /// @throws Forbidden for others than it is for
    public Opened open(Subject who, String id, Key key) { return open(who, definition(who, id), key); }

    private <F extends Record> Opened open(Subject who, Definition<F> definition, Key key) {
        return unitOfWork.call(() -> {
            if (!definition.handler().offered(who, key)) throw new Forbidden();
            var loaded = definition.handler().load(who, key);
            var parts = definition.parts().stream().filter(p -> p.isFor(who)).toList();
            var values = new LinkedHashMap<String, List<String>>();
            var choices = new HashMap<String, List<Choice>>();
            var texts = definition.shape().write(loaded.form());
            for (var part : parts) {
                values.put(part.name(), part.isSecret() ? List.of() : texts.get(part.name()));
                if (part.kind() == Kind.PICK) choices.put(part.name(), definition.handler().choices(who, key, part.name()));
            }
            return new Opened(definition, key, loaded.name(), loaded.version(), parts, values, choices, others(who, definition, key));
        });
    }

    /// What a form shows of what somebody has typed so far; nothing where that makes no sense yet.
    ///
    /// @return texts by part
    public Map<String, List<String>> shown(Subject who, String id, Key key, Map<String, List<String>> texts) { return shown(who, definition(who, id), key, texts); }

    private <F extends Record> Map<String, List<String>> shown(Subject who, Definition<F> definition, Key key, Map<String, List<String>> texts) {
        if (!definition.previews()) return Map.of();
        try {
            return unitOfWork.call(() -> {
                var all = definition.shape().write(definition.handler().shown(who, key, definition.shape().over(definition.handler().load(who, key).form(), texts)));
                var shown = new HashMap<String, List<String>>();
                definition.parts().stream().filter(part -> part.kind().isShown() && part.isFor(who)).forEach(part -> shown.put(part.name(), all.get(part.name())));
                return shown;
            });
        } catch (Rejected _) {
            return Map.of();                                             // told when it is sent
        }
    }

    /// The other forms about this account or domain that they may open.
    private List<Definition<?>> others(Subject who, Definition<?> definition, Key key) {
        if (definition.scope() != Scope.ACCOUNT && definition.scope() != Scope.DOMAIN || key.isNone()) return List.of();
        var others = new ArrayList<Definition<?>>();
        for (var other : all.values())
            if (other != definition && other.scope() == definition.scope() && !other.creates() && other.isFor(who) && other.handler().offered(who, key)) others.add(other);
        return others;
    }

    /// @throws Rejected with every field that cannot be, STALE when somebody else was faster; nothing is changed then
    /// @throws Forbidden for others than it is for
    public Result apply(Subject who, String id, Key key, Sent sent) { return apply(who, definition(who, id), key, sent); }

    private <F extends Record> Result apply(Subject who, Definition<F> definition, Key key, Sent sent) {
        var handler = definition.handler();
        var before = unitOfWork.call(() -> {
            if (!handler.offered(who, key)) throw new Forbidden();
            return handler.load(who, key);
        });
        current(before, sent);
        permitted(who, definition, sent);
        var form = definition.shape().over(before.form(), sent.texts());
        constrained(who, definition, form);
        if (!sent.confirmed()) {
            var effects = unitOfWork.call(() -> handler.effects(who, key, form));
            if (!effects.isEmpty()) return new Result.Confirm(effects);
        }
        var work = handler.apply(who, key, form);
        var done = unitOfWork.call(() -> {
            var now = handler.load(who, key);
            current(now, sent);
            var applied = work.run();
            return new Result.Done(applied, note(who, definition, key, applied, now.form(), form, sent));
        });
        durability.await();
        LOG.log(Level.INFO, "event=form-applied form={0} key={1} by={2} face={3} change={4}", definition.id(), done.applied().key().text(), Long.toString(who.account()), who.face(), Long.toString(done.change()));
        return done;
    }

    private static void current(Loaded<?> loaded, Sent sent) {
        if (sent.version().isPresent() && !sent.version().get().equals(loaded.version())) throw Rejected.stale();
    }

    private static void permitted(Subject who, Definition<?> definition, Sent sent) {
        var faults = new ArrayList<Fault>();
        for (var name : sent.texts().keySet()) {
            var part = definition.parts().stream().filter(p -> p.name().equals(name)).findFirst();
            if (part.isEmpty()) faults.add(new Fault(name.length() > 64 ? name.substring(0, 64) : name, "cannot be set here"));
            else if (!part.get().isFor(who)) faults.add(new Fault(name, "only an administrator may change this"));
        }
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
    }

    private <F extends Record> void constrained(Subject who, Definition<F> definition, F form) {
        var violations = validator(who.locale()).validate(form);
        if (violations.isEmpty()) return;
        var order = definition.parts().stream().map(Part::name).toList();
        throw new Rejected(Rejected.Kind.INVALID, violations.stream().map(v -> new Fault(field(v), v.getMessage())).distinct()
                .sorted(java.util.Comparator.comparingInt(f -> order.indexOf(f.field()))).toList());
    }

    /// `rows[2].name` is told at `rows`.
    private static String field(ConstraintViolation<?> violation) { return violation.getPropertyPath().toString().replaceFirst("[\\[.].*", ""); }

    private synchronized Validator validator(Locale locale) {
        return byLocale.computeIfAbsent(locale, l -> {
            var standard = validators.getMessageInterpolator();
            return validators.usingContext().messageInterpolator(new MessageInterpolator() {
                @Override public String interpolate(String template, Context context) { return standard.interpolate(template, context, l); }

                @Override public String interpolate(String template, Context context, Locale other) { return standard.interpolate(template, context, other); }
            }).getValidator();
        });
    }

    private <F extends Record> long note(Subject who, Definition<F> definition, Key key, Applied applied, F before, F sent, Sent how) {
        var was = definition.creates() ? Map.<String, List<String>>of() : definition.shape().write(before);
        var became = definition.creates() || definition.dangerous() || applied.key().isNone() && !key.isNone() ? definition.shape().write(sent) : definition.shape().write(definition.handler().load(who, key).form());
        var differences = new ArrayList<Difference>();
        for (var part : definition.parts()) {
            if (part.kind().isShown()) continue;
            var from = was.getOrDefault(part.name(), List.of());
            var to = became.getOrDefault(part.name(), List.of());
            if (part.isSecret()) {
                if (how.texts().getOrDefault(part.name(), List.of()).stream().anyMatch(t -> !t.isEmpty())) differences.add(new Difference(part.name(), List.of(), List.of(MASK), true));
            } else if (!plain(from).equals(plain(to))) {
                differences.add(new Difference(part.name(), from, to, false));
            }
        }
        boolean nothing = differences.isEmpty() && !definition.creates() && !definition.dangerous() && !definition.parts().isEmpty();
        if (nothing) return 0;
        return history.record(new Change(0, Instant.EPOCH, who.account(), who.address(), who.face().name().toLowerCase(Locale.ROOT), who.client(), definition.id(), applied.key().isNone() ? key.text() : applied.key().text(),
                applied.name(), how.undoes(), differences)).number();
    }

    private static List<String> plain(List<String> texts) { return texts.equals(List.of("")) ? List.of() : texts; }

    /// Takes a change back: its old values are applied as a form again, by whoever may do that, with all checks.
    ///
    /// @throws Rejected ABSENT when there is no such change, CONFLICT when it cannot be taken back
    public Result undo(Subject who, long number) {
        var change = unitOfWork.call(() -> history.find(number)).orElseThrow(() -> Rejected.absent("change", "there is no such change"));
        var definition = definition(who, change.form());
        if (!undoable(change)) throw Rejected.conflict("change", "this change cannot be taken back by itself");
        var texts = new LinkedHashMap<String, List<String>>();
        change.differences().forEach(d -> texts.put(d.field(), d.from()));
        return apply(who, definition, new Key(change.key()), new Sent(texts, Optional.empty(), true, number));
    }

    /// They may take it back, as far as one can tell before trying.
    public boolean canUndo(Subject who, long number) {
        return unitOfWork.call(() -> history.find(number)).filter(c -> (who.isPostmaster() || c.account() == who.account()) && undoable(c)).isPresent();
    }

    /// For links to it; whoever opens it is asked again.
    public boolean isOffered(Subject who, String id, Key key) {
        return find(id).filter(d -> d.isFor(who) && unitOfWork.call(() -> d.handler().offered(who, key))).isPresent();
    }

    public boolean undoable(Change change) { return !change.differences().isEmpty() && change.differences().stream().noneMatch(Difference::secret) && find(change.form()).filter(Definition::undoable).isPresent(); }

    private Definition<?> definition(Subject who, String id) {
        var definition = find(id).orElseThrow(() -> Rejected.absent("form", "there is no such form"));
        if (!definition.isFor(who)) throw new Forbidden();
        return definition;
    }
}
