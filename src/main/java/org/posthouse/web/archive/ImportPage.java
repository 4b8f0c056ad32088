package org.posthouse.web.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.posthouse.appliance.HouseThreads;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.list.archive.ImportDesk;
import org.posthouse.machine.Roots;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Visit;

/// Brings an archive along: a file that is sent, or for postmasters one of any size that lies below a registered folder of this machine.
@ApplicationScoped public class ImportPage implements ListPage {
    @Inject ImportDesk desk;
    @Inject Roots roots;
    @Inject HouseThreads threads;

    /// @param done of the file, in per cent; 0 when its size is not known
    public record Bringing(Head head, Optional<ImportDesk.Work> work, int done, boolean anywhere, String fault) { }

    @Inject ArchivePages pages;

    @Override public Set<String> words() { return Set.of("import"); }

    @Override public void get(ListVisit visit) throws IOException {
        if (visit.owner()) page(visit, 200, "");
        else visit.closed();
    }

    @Override public void post(ListVisit visit) throws IOException, ServletException {
        if (!visit.owner()) {
            visit.closed();
            return;
        }
        if (!Visit.genuine(visit.request())) {
            visit.show(403, "layout/refusal.jte", 4031);
            return;
        }
        try {
            begin(visit);
            visit.redirect(visit.path("import"));
        } catch (Rejected rejected) {
            page(visit, 422, visit.texts().fault(rejected.faults().getFirst()));
        }
    }

    private void begin(ListVisit visit) throws IOException, ServletException {
        boolean oldPages = visit.request().getParameter("old") != null;
        var part = visit.request().getContentType() != null && visit.request().getContentType().startsWith("multipart/") ? visit.request().getPart("file") : null;
        var path = visit.text("path").strip();
        if (part != null && part.getSize() > 0) {
            var octets = part.getInputStream().readAllBytes();                 // as much as one request may have; it outlives the request
            desk.later(visit.list(), new ByteArrayInputStream(octets), octets.length, oldPages, threads.daemons("archive-import"));
        } else if (!path.isEmpty() && visit.subject().filter(Subject::isPostmaster).isPresent()) {
            var file = file(roots, path);
            desk.later(visit.list(), new BufferedInputStream(Files.newInputStream(file), 256 << 10), Files.size(file), oldPages, threads.daemons("archive-import"));
        } else throw Rejected.invalid("file", "there is no file");
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
        var work = desk.of(visit.list().id());
        if (work.filter(ImportDesk.Work::running).isPresent()) visit.response().setHeader("Refresh", "2");
        int done = work.filter(one -> one.octets() > 0).map(one -> (int) Math.min(100, one.progress().octets() * 100 / one.octets())).orElse(0);
        visit.show(status, "archive/import.jte", new Bringing(pages.head(visit, "", ""), work, done, visit.subject().filter(Subject::isPostmaster).isPresent(), fault));
    }
}
