package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.posthouse.database.UnitOfWork;
import org.posthouse.machine.Handover;
import org.posthouse.machine.Program;
import org.posthouse.machine.Programs;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Hands messages to registered programs: the message on standard input with line ends of the machine, who and what as arguments and in the environment, and nothing else. No shell has a part in it.
@ApplicationScoped public class ProgramTransport implements Transport {
    private static final int AT_THE_SAME_TIME = 4;

    @Inject Programs programs;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;

    @Override public String name() { return Handover.PROGRAM; }

    @Override public String destination(String target, String recipient) { return "program:" + target; }

    @Override public int runs() { return AT_THE_SAME_TIME; }

    @Override public void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next()) {
            var delivery = load.get().deliveries().getFirst();
            run.settle(load.get(), Map.of(delivery, hand(load.get(), delivery)));
        }
    }

    private Outcome hand(Load load, Delivery delivery) throws InterruptedException {
        var program = unitOfWork.call(() -> programs.current(delivery.target())).orElse(null);
        if (program == null) return later("4.3.5", "the program " + delivery.target() + " is not registered any more");
        var unusable = Programs.unusable(program.path());
        if (unusable.isPresent()) return later("4.3.5", program.name() + " cannot be run; its administrator has to look after it");
        var values = Map.of("recipient", delivery.recipient(), "original", delivery.original(), "sender", delivery.sender(), "record", load.record().toString(), "size", Long.toString(load.octets()));
        var arguments = program.argumentsWith(values);
        if (arguments.isEmpty()) return new Outcome.Never(Remark.own("5.1.3", "an address that begins with a hyphen is not given to a program"));
        try (var body = open.get().read(load.record()).orElse(null)) {
            if (body == null) return new Outcome.Never(Remark.own("5.3.0", "the message is gone"));
            var command = new ArrayList<>(Confined.by(program));
            command.add(program.path());
            command.addAll(arguments.get());
            var ended = Execution.of(command, program.folder().isEmpty() ? "/" : program.folder(), environment(values), Duration.ofSeconds(program.seconds())).run(to -> {
                var lines = new MachineLines(to, false);
                lines.write(load.prefix());
                body.open().transferTo(lines);
                lines.end();
            });
            return outcome(program, ended);
        } catch (Confined.Impossible impossible) {
            return later("4.3.5", impossible.getMessage());
        } catch (IOException failed) {
            return later("4.3.0", "cannot be run: " + failed.getMessage());
        }
    }

    private static Map<String, String> environment(Map<String, String> values) {
        return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "SENDER", values.get("sender"), "RECIPIENT", values.get("recipient"), "ORIGINAL_RECIPIENT", values.get("original"), "RECORD", values.get("record"));
    }

    private static Outcome outcome(Program program, Execution.Ended ended) {
        return switch (ended) {
            case Execution.Ended.TooLong _ -> later("4.3.0", program.name() + " took longer than " + program.seconds() + " seconds and was ended");
            case Execution.Ended.TooLoud(var said) -> later("4.3.0", program.name() + " wrote too much and was ended: " + said);
            case Execution.Ended.Exit(var code, var said) -> Exits.of(code).outcome(program.name(), said);
        };
    }

    private static Outcome later(String enhanced, String text) { return new Outcome.Later(Remark.own(enhanced, text)); }
}
