package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// How often and how long mail is tried that could not be delivered.
///
/// @param pauses      minutes after the first attempt, the second …
/// @param hours       until it is given up, 0 for one attempt
/// @param noticeHours until the sender is told, 0 for never
@Form(id = "retry-schedule", who = Audience.POSTMASTER)
public record RetryScheduleForm(
        @Field(card = "house") @Size(max = 200) String pauses,
        @Min(1) @Max(1440) int everyMinutes,
        @PositiveOrZero @Max(720) int hours,
        @PositiveOrZero @Max(720) int noticeHours,
        @Field(card = "domains") @Size(max = 500) List<Domain> domains) {
    /// The same for some domains.
    ///
    /// @param pattern `example.org`, or `*.example.org` for all below it
    public record Domain(String pattern, String pauses, int everyMinutes, int hours, int noticeHours) { }
}
