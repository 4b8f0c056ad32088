package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.form.Choice;
import org.posthouse.form.Subject;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Languages and time zones to pick from; the first of each is the house's own.
@ApplicationScoped class Localities {
    /// @param field   `language` or `timeZone`
    /// @param current stays choosable whatever it is
    List<Choice> choices(Subject who, String field, String current) {
        var texts = Texts.in(who.locale());
        var choices = new ArrayList<Choice>();
        if (field.equals("language")) {
            choices.add(new Choice("", texts.get("account", "language.house")));
            for (var language : Language.values()) choices.add(new Choice(language.tag(), language.title()));
        } else {
            choices.add(new Choice("", texts.get("account", "timeZone.house")));
            ZoneId.getAvailableZoneIds().stream().filter(z -> z.matches("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*")).sorted().forEach(z -> choices.add(new Choice(z, z.replace('_', ' '))));
            choices.add(new Choice("UTC", "UTC"));
        }
        if (choices.stream().noneMatch(c -> c.value().equals(current))) choices.add(new Choice(current, current));
        return choices;
    }
}
