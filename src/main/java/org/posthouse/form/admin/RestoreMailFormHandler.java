package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.posthouse.appliance.Backups;
import org.posthouse.appliance.MailboxRestore;
import org.posthouse.backup.BackupKey;
import org.posthouse.backup.Depot;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Texts;

@ApplicationScoped class RestoreMailFormHandler implements FormHandler<RestoreMailForm> {
    private static final String TEXTS = "restore-mail";

    @Inject Settings settings;
    @Inject Backups backups;
    @Inject MailboxRestore restores;

    @Override public Loaded<RestoreMailForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var texts = Texts.in(who.locale());
        var state = BackupsFormHandler.story(who, backups) + backups.newest().map(moment -> " " + texts.get(TEXTS, "backup.newest", texts.time(moment, who.zone()))).orElse("");
        return Loaded.of(new RestoreMailForm(state, now.text(TextSetting.BACKUP_FOLDER), "", now.text(TextSetting.BACKUP_KEY), "", "", Optional.empty(), Optional.empty(), "", texts.get(TEXTS, "into.usual")));
    }

    /// What can be found out at once is; the rest is done on a thread of its own, which makes transactions of its own.
    @Override public Work apply(Subject who, Key key, RestoreMailForm form) {
        var folder = BackupsFormHandler.path("folder", form.folder().strip());
        var id = form.backup().isBlank() ? "latest" : form.backup().strip();
        BackupsFormHandler.opened("folder", () -> Depot.at(folder));
        if (!form.backup().isBlank()) BackupsFormHandler.opened("backup", () -> Depot.at(folder).manifest(id, Optional.empty()));
        Optional<Path> keyFile = form.key().isBlank() ? Optional.empty() : Optional.of(BackupsFormHandler.path("key", form.key().strip()));
        keyFile.ifPresent(file -> BackupsFormHandler.opened("key", () -> BackupKey.read(file)));
        if (!restores.knows(form.account().strip())) throw Rejected.invalid("account", "there is no such account");
        if (form.since().isPresent() && form.until().isPresent() && form.until().get().isBefore(form.since().get())) throw Rejected.invalid("until", "is before the first day");
        var order = new MailboxRestore.Order(folder, id, keyFile, form.account().strip(), form.into().strip(), text(form.from()), form.since().map(day -> day.atStartOfDay(who.zone()).toInstant()),
                form.until().map(day -> day.plusDays(1).atStartOfDay(who.zone()).toInstant()), text(form.messageId()));
        if (!restores.begin(order)) throw Rejected.conflict("backup", "other work on backups is under way");
        return () -> Applied.to(Key.NONE, order.address());
    }

    private static Optional<String> text(String typed) { return Optional.of(typed.strip()).filter(text -> !text.isEmpty()); }
}
