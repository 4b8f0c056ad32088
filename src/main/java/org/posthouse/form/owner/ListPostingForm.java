package org.posthouse.form.owner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;
import org.posthouse.list.Posting.Attachments;
import org.posthouse.list.Posting.Others;
import org.posthouse.list.Posting.Posters;

@Form(id = "list-posting", who = Audience.OWNER, scope = Scope.LIST)
public record ListPostingForm(
        @Field(card = "who") Posters posters,
        @Size(max = 2000) List<String> listed,
        Others others,
        @PositiveOrZero @Max(1000) int firstModerated,
        @Field(card = "what", kind = Kind.OCTETS) @PositiveOrZero long maxOctets,
        @PositiveOrZero @Max(100_000) int perDay,
        Attachments attachments,
        boolean catchCommands,
        @Field(card = "held") @PositiveOrZero @Max(3650) int heldDays,
        @PositiveOrZero @Max(365) int remindDays) { }
