package org.posthouse.form.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// Messages of one mailbox out of a backup, into a folder of it.
///
/// @param backup    name of one; empty for the newest
/// @param from      folder in the backup; empty for all
/// @param messageId of the only one that is wanted; empty for all
@Form(id = "restore-mail", who = Audience.POSTMASTER, undoable = false)
public record RestoreMailForm(
        @Field(card = "state", kind = Kind.SHOWN) String state,
        @Field(card = "backup") @NotBlank @Size(max = 1000) String folder,
        @Pattern(regexp = "|[0-9]{8}T[0-9]{6}Z(-[0-9]{1,9})?") String backup,
        @Size(max = 1000) String key,
        @Field(card = "what", kind = Kind.ADDRESS) @NotBlank @Size(max = 320) String account,
        @Size(max = 255) String from,
        Optional<LocalDate> since,
        Optional<LocalDate> until,
        @Size(max = 998) String messageId,
        @Field(card = "where") @NotBlank @Size(max = 255) String into) { }
