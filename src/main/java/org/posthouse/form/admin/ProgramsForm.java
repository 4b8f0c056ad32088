package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// The programs that mail may be handed to.
@Form(id = "programs", who = Audience.POSTMASTER)
public record ProgramsForm(@Field(card = "programs") @Size(max = 100) List<Program> programs) {
    /// One of them; see [org.posthouse.machine.Program].
    public record Program(String name, String path, String arguments, String folder, String user, int seconds, @Field(kind = Kind.OCTETS) long memory) { }
}
