package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.housemail.Letter;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Load;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.sieve.Action;
import org.posthouse.sieve.Verdict;
import org.posthouse.store.Entry;
import org.posthouse.store.Pin;
import org.posthouse.store.Position;

/// What scripts make of a message's header. Fields that are only added at the top stand in front of the one copy that the house has, as its own do; whatever else is changed is a message of its own,
/// stored once more, because a stored message never changes and others have it too.
@ApplicationScoped public class ChangedMail {
    private static final int BLOCK = 64 << 10;
    /// Other copies have longer traces than the one that is sorted.
    private static final int MOST_IN_FRONT = Arrival.MAX_PREFIX - 1500;
    /// A longer header is left as it is.
    private static final int MOST_HEADER = 1 << 20;

    @Inject OpenStore open;
    @Inject Settings settings;

    /// A message as some actions of a script find it.
    ///
    /// @param fields in front of it, whole lines
    record Version(Entry entry, String fields) { }

    /// All versions that one verdict wants; kept on disk until closed.
    static final class Versions implements AutoCloseable {
        private final Map<List<Action>, Version> all = new HashMap<>();
        private final List<Pin> pins = new ArrayList<>();

        Version of(List<Action> edits) { return all.get(edits); }

        @Override public void close() { pins.forEach(Pin::close); }
    }

    /// Outside of transactions: a changed message is on disk when this returns.
    ///
    /// @throws IOException the store did not take one of them
    Versions versions(Load load, Verdict verdict) throws IOException {
        var versions = new Versions();
        var original = new Version(new Entry(load.record(), Position.START, load.envelope()), "");
        versions.all.put(List.of(), original);
        boolean allowed = settings.now().flag(Setting.SCRIPTS_EDIT_HEADER) && load.envelope().facts().headerSize() <= MOST_HEADER;
        try {
            var edits = new ArrayList<Action>();
            for (var action : verdict.actions()) {
                if (action instanceof Action.AddHeader || action instanceof Action.DeleteHeader) edits.add(action);
                else if (action instanceof Action.Keep || action instanceof Action.FileInto || action instanceof Action.Redirect) {
                    var wanted = List.copyOf(edits);
                    if (!versions.all.containsKey(wanted)) versions.all.put(wanted, allowed ? version(load, original, wanted, versions) : original);
                }
            }
            return versions;
        } catch (IOException | RuntimeException failed) {
            versions.close();
            throw failed;
        }
    }

    private Version version(Load load, Version original, List<Action> edits, Versions versions) throws IOException {
        if (edits.stream().allMatch(edit -> edit instanceof Action.AddHeader(_, _, var last) && !last)) {
            var fields = edits.reversed().stream().map(Action.AddHeader.class::cast).map(add -> EditedHeader.field(add.name(), add.value())).collect(Collectors.joining());
            if (load.prefix().length + fields.getBytes(StandardCharsets.UTF_8).length <= MOST_IN_FRONT) return new Version(original.entry(), fields);
        }
        return stored(load, edits, versions);
    }

    private Version stored(Load load, List<Action> edits, Versions versions) throws IOException {
        var store = open.get();
        var was = load.envelope().facts();
        try (var body = store.read(load.record()).orElseThrow(() -> new IOException("the message is gone")); var in = body.open(); var sink = store.open()) {
            var before = in.readNBytes(was.headerSize());
            var after = EditedHeader.of(before, edits);
            var gone = Letter.facts(before);
            var come = Letter.facts(after);
            var facts = new BodyFacts(was.size() - before.length + after.length, after.length, was.lines() - gone.lines() + come.lines(), was.dotLines() - gone.dotLines() + come.dotLines(), was.eightBit() || come.eightBit(), was.endsInCrlf());
            sink.write(after, 0, after.length);
            var block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) sink.write(block, 0, read);
            var envelope = load.envelope().changed(facts, load.record());
            var receipt = store.append(envelope, sink.complete(facts));
            var reply = receipt.await();
            if (!reply.positive()) throw new IOException(reply.toString());
            var id = receipt.id().orElseThrow();
            versions.pins.add(store.pin(id).orElseThrow(() -> new IOException("the changed message is gone")));
            return new Version(new Entry(id, Position.START, envelope), "");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
