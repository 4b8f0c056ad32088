package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.posthouse.database.Database;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.SystemForm.Speech;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Texts;

@ApplicationScoped class SystemFormHandler implements FormHandler<SystemForm> {
    private static final List<String> FOLDERS = List.of("config", "store", "spool", "db", "index", "log", "tmp");

    @Inject Settings settings;
    @Inject Database database;
    @Inject Config config;

    @Override public Loaded<SystemForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var home = Path.of(text("posthouse.home")).toAbsolutePath().normalize();
        var form = new SystemForm(now.text(TextSetting.HOUSE_NAME), now.text(TextSetting.HOUSE_HOSTNAME), Speech.valueOf(now.text(TextSetting.HOUSE_LANGUAGE).toUpperCase(Locale.ROOT)), now.text(TextSetting.HOUSE_TIME_ZONE), now.text(TextSetting.WEB_URL),
                now.value(Setting.CAPACITY_ACCOUNTS), now.value(Setting.CAPACITY_LISTS), now.value(Setting.CAPACITY_SUBSCRIBERS), now.value(Setting.ARCHIVE_IMPORT_OCTETS),
                Optional.ofNullable(System.getProperty("posthouse.version")).orElse("-"), System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " CPU",
                database.kind() + ", " + withoutSecrets(text("posthouse.database.url")), FOLDERS.stream().map(folder -> home.resolve(folder).toString()).toList());
        return new Loaded<>(form, Long.toString(now.version()), "");
    }

    /// A password may stand in a URL; its parameters are nobody's business here.
    private static String withoutSecrets(String url) { return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//"); }

    private String text(String name) { return config.getOptionalValue(name, String.class).orElse("-"); }

    @Override public Work apply(Subject who, Key key, SystemForm form) {
        var fields = new SettingFields().put("name", TextSetting.HOUSE_NAME, form.name()).put("hostname", TextSetting.HOUSE_HOSTNAME, form.hostname()).put("language", TextSetting.HOUSE_LANGUAGE, form.language().name().toLowerCase(Locale.ROOT))
                .put("timeZone", TextSetting.HOUSE_TIME_ZONE, form.timeZone()).put("webUrl", TextSetting.WEB_URL, form.webUrl())
                .put("maxAccounts", Setting.CAPACITY_ACCOUNTS, form.maxAccounts()).put("maxLists", Setting.CAPACITY_LISTS, form.maxLists()).put("maxSubscribers", Setting.CAPACITY_SUBSCRIBERS, form.maxSubscribers()).put("maxArchiveImport", Setting.ARCHIVE_IMPORT_OCTETS, form.maxArchiveImport());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var machine = new Choice("", Texts.in(who.locale()).get("system", "timeZone.machine", ZoneId.systemDefault().getId()));
        return Stream.concat(Stream.of(machine), ZoneId.getAvailableZoneIds().stream().filter(zone -> zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC"))
                .sorted().map(zone -> new Choice(zone, zone))).toList();
    }
}
