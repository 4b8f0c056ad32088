package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Map;
import org.posthouse.database.UnitOfWork;
import org.posthouse.machine.Roots;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.setting.HostName;

/// Carries messages to files and Maildirs; what both of the transports that end there do.
@ApplicationScoped public class MailPlaces {
    @Inject Roots roots;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;
    @Inject HostName hostName;
    @Inject Clock clock;

    void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next()) {
            var delivery = load.get().deliveries().getFirst();
            run.settle(load.get(), Map.of(delivery, put(load.get(), delivery)));
        }
    }

    private Outcome put(Load load, Delivery delivery) throws InterruptedException {
        var place = unitOfWork.call(() -> roots.place(delivery.target())).orElse(null);
        if (place == null) return later("4.3.5", delivery.target(), "is below no registered folder");
        try (var body = open.get().read(load.record()).orElse(null)) {
            if (body == null) return new Outcome.Never(Remark.own("5.3.0", "the message is gone"));
            var file = new MailPlace(place, clock.instant());
            MailPlace.Content content = stream -> {
                stream.write(load.prefix());
                body.open().transferTo(stream);
            };
            if (place.maildir()) file.put(name(load, delivery), content);
            else file.append(load.sender(), load.envelope().arrival(), content);
            return new Outcome.Done(Remark.own("2.0.0", "written to " + delivery.target()), true);
        } catch (IOException failed) {
            return later(failed instanceof MailPlace.Busy ? "4.2.0" : "4.3.0", delivery.target(), words(failed));
        }
    }

    /// Unique for ever, and the same at every attempt.
    private String name(Load load, Delivery delivery) {
        return load.envelope().arrival().getEpochSecond() + ".R" + load.record() + "N" + delivery.number() + "." + unitOfWork.call(hostName::now).replaceAll("[^A-Za-z0-9.-]", "_");
    }

    /// Without paths of this machine: the sender may come to read them.
    private static String words(IOException failed) {
        return switch (failed) {
            case MailPlace.Busy busy -> busy.getMessage();
            case NoSuchFileException _ -> "its folder is not there";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> "cannot be written";
        };
    }

    private static Outcome later(String enhanced, String target, String why) { return new Outcome.Later(Remark.own(enhanced, target + ": " + why)); }
}
