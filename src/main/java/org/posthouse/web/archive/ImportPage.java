package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.list.archive.Import;
import org.posthouse.list.archive.ImportDesk;
import org.posthouse.machine.Roots;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.SentParts;
import org.posthouse.web.ui.Visit;

/// Brings an archive along: a file that is sent, or for postmasters one of any size that lies below a registered folder of this machine. The page shows how far the list's newest import is.
@ApplicationScoped public class ImportPage implements ListPage {
    private static final int SHOWN = 50;
    /// A browser that is still sending does not read the answer.
    private static final long MOST_PASSED_OVER = 4L << 30;

    @Inject ImportDesk desk;
    @Inject Roots roots;
    @Inject ArchivePages pages;

    /// @param work     the newest, whatever became of it
    /// @param anywhere files of the machine may be named
    public record Bringing(Head head, Optional<Import> work, List<Import.Refusal> refusals, int shown, long most, boolean anywhere, String fault) { }

    @Override public Set<String> words() { return Set.of("import"); }

    @Override public void get(ListVisit visit) throws IOException {
        if (!visit.owner()) visit.closed();
        else if (visit.rest().isEmpty()) page(visit, 200, "");
        else visit.redirect(visit.path("import"));
    }

    @Override public void post(ListVisit visit) throws IOException {
        if (!visit.owner()) {
            visit.closed();
            return;
        }
        try {
            boolean genuine = switch (visit.rest()) {
                case "" -> begin(visit);
                case "cancel", "go-on" -> Visit.genuine(visit.request()) && change(visit);
                default -> throw Rejected.absent("key", "there is no such page");
            };
            if (genuine) visit.redirect(visit.path("import"));
            else visit.show(403, "layout/refusal.jte", 4031);
        } catch (Rejected rejected) {
            if (rejected.kind() == Rejected.Kind.ABSENT) throw rejected;
            passOver(visit.request().getInputStream());
            page(visit, 422, visit.texts().fault(rejected.faults().getFirst()));
        }
    }

    private boolean change(ListVisit visit) {
        var one = visit.text("import").matches("\\d{1,18}") ? desk.find(visit.list().id(), Long.parseLong(visit.text("import"))) : Optional.<Import>empty();
        var found = one.orElseThrow(() -> Rejected.conflict("file", "this import is over"));
        if (visit.rest().equals("cancel")) desk.cancel(found);
        else desk.goOn(found);
        return true;
    }

    private static void passOver(InputStream in) throws IOException {
        var piece = new byte[64 << 10];
        long passed = 0;
        for (int some = in.read(piece); some >= 0 && passed < MOST_PASSED_OVER; some = in.read(piece)) passed += some;
    }

    /// @return false when the form is none that a page of this session made
    private boolean begin(ListVisit visit) throws IOException {
        var parts = SentParts.of(visit.request().getContentType(), visit.request().getInputStream()).orElse(null);
        if (parts == null) return false;
        boolean genuine = false;
        boolean oldPages = false;
        var path = "";
        var name = "";
        var sent = Optional.<ImportDesk.Sent>empty();
        boolean taken = false;
        try {
            for (var next = parts.next(); next.isPresent(); next = parts.next()) {
                var part = next.get();
                switch (part.name()) {
                    case Visit.TOKEN -> genuine = Visit.isToken(visit.request(), part.text());
                    case "old" -> oldPages = true;
                    case "path" -> path = part.text().strip();
                    case "file" -> {
                        if (!genuine) return false;                            // it stands in front of the file
                        name = part.file();
                        sent = file(part, visit.request().getContentLengthLong());
                    }
                    default -> { }
                }
            }
            if (!genuine) return false;
            if (sent.isPresent()) {
                desk.begin(visit.list(), name, sent.get(), oldPages);
                taken = true;
            } else if (!path.isEmpty() && visit.subject().filter(Subject::isPostmaster).isPresent()) desk.begin(visit.list(), file(roots, path), oldPages);
            else throw Rejected.invalid("file", "there is no file");
            return true;
        } finally {
            if (!taken && sent.isPresent()) Files.deleteIfExists(sent.get().file());
        }
    }

    /// Empty where nothing was chosen.
    private Optional<ImportDesk.Sent> file(SentParts.Part part, long length) throws IOException {
        var content = new PushbackInputStream(part.content());
        int first = content.read();
        if (first < 0) return Optional.empty();
        content.unread(first);
        return Optional.of(desk.receive(content, length));
    }

    /// A file below one of the registered folders, wherever links in its path lead.
    ///
    /// @throws Rejected INVALID `file`
    public static Path file(Roots roots, String target) {
        try {
            var place = roots.place(target).orElseThrow(() -> Rejected.invalid("file", "there is no file"));
            var root = Path.of(place.root().folder()).toRealPath();
            var file = root.resolve(String.join("/", place.steps())).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) throw Rejected.invalid("file", "there is no file");
            return file;
        } catch (IOException | InvalidPathException _) {
            throw Rejected.invalid("file", "there is no file");
        }
    }

    private void page(ListVisit visit, int status, String fault) throws IOException {
        var work = desk.newest(visit.list().id());
        if (status == 200 && work.filter(Import::open).isPresent()) visit.response().setHeader("Refresh", "2");
        var refusals = work.filter(one -> one.progress().refused() > 0).map(one -> desk.refusals(one, SHOWN)).orElse(List.of());
        visit.show(status, "archive/import.jte", new Bringing(pages.head(visit, "", ""), work, refusals, SHOWN, desk.most(), visit.subject().filter(Subject::isPostmaster).isPresent(), fault));
    }
}
