package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.posthouse.appliance.Backups;
import org.posthouse.appliance.Backups.State;
import org.posthouse.backup.BackupKey;
import org.posthouse.backup.Depot;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Texts;

@ApplicationScoped class BackupsFormHandler implements FormHandler<BackupsForm> {
    @Inject Settings settings;
    @Inject Backups backups;

    @Override public Loaded<BackupsForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new BackupsForm(story(who, backups), now.text(TextSetting.BACKUP_FOLDER), now.text(TextSetting.BACKUP_TIME), (int) now.value(Setting.BACKUP_KEEP), now.text(TextSetting.BACKUP_KEY)),
                Long.toString(now.version()), "");
    }

    static String story(Subject who, Backups backups) {
        var texts = Texts.in(who.locale());
        return switch (backups.state()) {
            case State.Idle() -> backups.newest().map(moment -> texts.get("backups", "state.newest", texts.time(moment, who.zone()))).orElseGet(() -> texts.get("backups", "state.none"));
            case State.Running(var since, var copied) -> texts.get("backups", "state.running", texts.time(since, who.zone()), texts.size(copied));
            case State.Done(var at, var sentence, _) -> texts.get("backups", "state.done", texts.time(at, who.zone()), sentence);
            case State.Failed(var at, var sentence) -> texts.get("backups", "state.failed", texts.time(at, who.zone()), sentence);
        };
    }

    /// The folder is opened and the key read before anything is saved: a plan that cannot work would be found out at night.
    @Override public Work apply(Subject who, Key key, BackupsForm form) {
        var folder = form.folder().strip();
        var keyFile = form.key().strip();
        if (!folder.isEmpty()) opened("folder", () -> Depot.open(path("folder", folder)));
        if (!keyFile.isEmpty()) opened("key", () -> BackupKey.read(path("key", keyFile)));
        if (!form.time().isBlank() && folder.isEmpty()) throw Rejected.invalid("folder", "is needed for planned backups");
        var fields = new SettingFields().put("folder", TextSetting.BACKUP_FOLDER, folder).put("time", TextSetting.BACKUP_TIME, form.time().strip()).put("keep", Setting.BACKUP_KEEP, form.keep())
                .put("key", TextSetting.BACKUP_KEY, keyFile);
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }

    static Path path(String field, String text) {
        try {
            var path = Path.of(text);
            if (path.isAbsolute()) return path;
        } catch (InvalidPathException _) {
            // no path at all
        }
        throw Rejected.invalid(field, "must be an absolute path");
    }

    interface Opening {
        Object open() throws IOException;
    }

    static void opened(String field, Opening opening) {
        try {
            opening.open();
        } catch (IOException unusable) {
            throw Rejected.invalid(field, "cannot be used: {0}", String.valueOf(unusable.getMessage()));
        }
    }
}
