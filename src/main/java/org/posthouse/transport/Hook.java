package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.posthouse.machine.Program;
import org.posthouse.machine.Programs;

/// Runs a registered program for the house itself, without a message: to dial, to hang up. Under the same limits as one that takes mail.
@ApplicationScoped public class Hook {
    @Inject Programs programs;

    /// How it ended.
    ///
    /// @param good it ran to its end and said so
    /// @param said what it wrote, or why it did not run; a few hundred characters
    public record Ended(boolean good, String said) { }

    /// @param program     its name in the list of programs
    /// @param environment besides the path; where a program's arguments name something of a message, there is nothing
    public Ended run(String program, Map<String, String> environment) throws InterruptedException {
        var found = programs.current(program);
        if (found.isEmpty()) return new Ended(false, "the program " + program + " is not registered");
        if (Programs.unusable(found.get().path()).isPresent()) return new Ended(false, program + " cannot be run");
        try {
            return ended(found.get(), environment);
        } catch (Confined.Impossible | IOException failed) {
            return new Ended(false, String.valueOf(failed.getMessage()));
        }
    }

    private static Ended ended(Program program, Map<String, String> environment) throws Confined.Impossible, IOException, InterruptedException {
        var nothing = new HashMap<String, String>();
        Program.PLACEHOLDERS.forEach(name -> nothing.put(name, ""));
        var command = new ArrayList<>(Confined.by(program));
        command.add(program.path());
        command.addAll(program.argumentsWith(nothing).orElseThrow());
        var all = new HashMap<>(environment);
        all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        return switch (Execution.of(command, program.folder().isEmpty() ? "/" : program.folder(), all, Duration.ofSeconds(program.seconds())).run(_ -> { })) {
            case Execution.Ended.Exit(var code, var said) -> new Ended(code == 0, code == 0 ? said : "exit " + code + " " + said);
            case Execution.Ended.TooLong _ -> new Ended(false, "took longer than " + program.seconds() + " seconds and was ended");
            case Execution.Ended.TooLoud _ -> new Ended(false, "wrote too much and was ended");
        };
    }
}
