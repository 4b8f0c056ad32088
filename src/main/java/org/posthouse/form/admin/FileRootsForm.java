package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// The folders below which mail may be written to files.
@Form(id = "file-roots", who = Audience.POSTMASTER)
public record FileRootsForm(@Field(card = "folders") @Size(max = 100) List<Folder> folders) {
    /// One of them; see [org.posthouse.machine.Root].
    public record Folder(String name, String path) { }
}
