package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// Who may send to other servers without signing in.
///
/// @param popMinutes 0 for never
@Form(id = "relay-control", who = Audience.POSTMASTER)
public record RelayControlForm(
        @Field(card = "networks") @Size(max = 500) List<Line> networks,
        @Field(card = "pop") @PositiveOrZero @Max(1440) int popMinutes) {
    /// See [org.posthouse.policy.RelayLine].
    public record Line(String network, String sender) { }
}
