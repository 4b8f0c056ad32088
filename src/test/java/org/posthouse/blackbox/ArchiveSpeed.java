package org.posthouse.blackbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.posthouse.Scratch;

/// How fast the archive of another list manager is brought along, with how much memory, and how fast its pages open then: lists of posts, articles, searches and the feed, as a stranger gets them.
/// `java -cp … org.posthouse.blackbox.ArchiveSpeed [posts] [h2, mariadb, or the home of a house that runs] [a list of it that has these posts already]`; a house of its own has a heap of 512 MB.
final class ArchiveSpeed {
    private static final int VISITS = 20;
    private static final int AUTHORS = 3_000;
    private static final int LONG_THREAD = 100;
    private static final Instant FIRST = Instant.parse("2006-01-02T08:00:00Z");
    private static final Duration YEARS = Duration.ofDays(20 * 365);
    private static final DateTimeFormatter ENVELOPE = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String[] ENGLISH = "bicycle wheel chain brake saddle winter road hill rain lamp tyre spoke gear handlebar pannier tour morning river bridge village coffee friend map signal helmet repair pump valve rim frame".split(" ");
    private static final String[] JAPANESE = {"自転車で", "東京から", "京都まで", "走りました。", "冬の", "タイヤは", "交換が", "必要です。", "山道を", "ゆっくり", "登ると、", "景色が", "美しい。", "明日の", "集合場所は", "駅前です。", "地図を", "確認してください。"};
    private static final String[] CHINESE = {"自行车", "从北京", "到上海，", "沿着", "河边", "骑行。", "冬天的", "轮胎", "需要更换。", "地图", "已经", "上传，", "请大家", "查看。", "明天", "早上", "在车站", "集合。"};
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ArchiveSpeed() { }

    public static void main(String[] args) throws Exception {
        int posts = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        var where = args.length > 1 ? args[1] : "h2";
        boolean own = where.equals("h2") || where.equals("mariadb");
        var settings = new HashMap<String, String>();
        if (where.equals("mariadb")) settings.putAll(MariaDb.running().freshDatabase());
        settings.put("POSTHOUSE_JAVA_OPTIONS", "-Xmx512m");
        try (var house = own ? new House(Path.of("archive-speed"), settings).start() : House.running(Path.of(where))) {
            var list = args.length > 2 ? args[2] : bring(house, posts);
            times(house, list, posts);
        }
    }

    private static String bring(House house, int posts) throws Exception {
        var file = Scratch.folder("archive-speed-file").resolve("biking.mbox");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            write(out, posts);
        }
        var address = "biking" + System.nanoTime() % 100_000 + "@" + House.DOMAIN;
        long id = good(house.api().post("lists", "{\"address\":\"" + address + "\",\"owners\":[\"owner@far.test\"],\"archive\":\"everybody\"}")).number("id");
        var used = cpu(house);
        long begun = System.nanoTime();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.api().port() + "/api/v1/lists/" + id + "/archive/import?oldPages=true")).header("Content-Type", "application/mbox")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((house.api().login() + ":" + house.api().password()).getBytes(StandardCharsets.UTF_8))).POST(HttpRequest.BodyPublishers.ofFile(file)).build();
        var answer = CLIENT.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) throw new AssertionError(answer.statusCode() + " " + answer.body());
        double sent = (System.nanoTime() - begun) / 1e9;
        long heap = 0;
        Api.Answer now;
        for (now = good(house.api().get("lists/" + id + "/archive/import")); now.says("\"waiting\"") || now.says("\"running\""); now = good(house.api().get("lists/" + id + "/archive/import"))) {
            Thread.sleep(500);
            heap = Math.max(heap, heap(house));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "octets=%d sent-seconds=%.1f posts=%d seconds=%.0f posts/s=%.0f cpu-ms/post=%.2f heap-seen-mb=%d %s%n", Files.size(file), sent, posts, seconds, posts / seconds, cpu(house).minus(used).toMillis() / (double) posts, heap >> 20, now.body());
        Await.until(Duration.ofMinutes(30), () -> "the index", () -> get(house, "/lists/" + address + "/search?q=uniqueword" + (posts - 1)), body -> body.contains("<mark>"));
        System.out.printf(Locale.ROOT, "indexed-seconds=%.0f cpu-ms/post=%.2f resident-mb=%d%n", (System.nanoTime() - begun) / 1e9, cpu(house).minus(used).toMillis() / (double) posts, resident(house) >> 10);
        Files.delete(file);
        return address;
    }

    private static void times(House house, String list, int posts) throws Exception {
        var root = "/lists/" + list + "/";
        var middle = "2016-01";
        var pages = new ArrayList<String>(java.util.List.of("", "threads", "threads?before=" + posts / 2, "threads?after=1", "date", "date?before=" + posts / 2, "date?before=51", "date?after=1", middle, middle + "?before=" + posts / 2,
                "authors", "authors?page=" + (Math.min(AUTHORS, posts) - 1) / 50, "thread/1", "thread/" + (posts / 2 / 5 * 5 + 1), "1", posts / 2 + "", posts + "", LONG_THREAD * (posts / LONG_THREAD / 2) + "", "feed.atom"));
        var author = Pattern.compile("href=\"[^\"]*/(author/\\d+)\"").matcher(get(house, root + "authors"));
        if (author.find()) pages.add(author.group(1));
        for (var word : new String[] {"bicycle", "bicycle wheel -chain", "uniqueword" + posts / 2, "自転車", "自行车", "タイヤ", "from:author7", "bicycle after:2015 before:2016", "win*"}) for (var more : new String[] {"", "&page=9", "&sort=date"})
            pages.add("search?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8) + more);
        for (var page : pages) time(house, root, page);
    }

    private static void time(House house, String root, String page) throws Exception {
        var all = new ArrayList<Double>();
        var used = cpu(house);
        int size = 0;
        for (int i = 0; i < VISITS; i++) {
            long begun = System.nanoTime();
            size = get(house, root + page).length();
            all.add((System.nanoTime() - begun) / 1e6);
        }
        double first = all.getFirst();
        all.sort(null);
        System.out.printf(Locale.ROOT, "page=%s median-ms=%.0f worst-ms=%.0f first-ms=%.0f cpu-ms=%.1f size=%d%n", java.net.URLDecoder.decode(page, StandardCharsets.UTF_8), all.get(VISITS / 2), all.getLast(), first, cpu(house).minus(used).toMillis() / (double) VISITS, size);
    }

    private static String get(House house, String path) throws IOException, InterruptedException {
        var answer = CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.api().port() + path)).GET().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new AssertionError(answer.statusCode() + " " + path);
        return answer.body();
    }

    private static void write(OutputStream out, int posts) throws IOException {
        var random = new Random(7);
        var file = new byte[1 << 20];
        random.nextBytes(file);
        for (int i = 0; i < posts; i++) {
            var when = FIRST.plus(YEARS.multipliedBy(i).dividedBy(posts));
            int author = (int) (Math.pow(random.nextDouble(), 2) * AUTHORS);
            int root = (i + 1) % LONG_THREAD == 0 ? 0 : i / 5 * 5;
            int language = random.nextInt(10);
            var words = language < 6 ? ENGLISH : language < 8 ? JAPANESE : CHINESE;
            var subject = (root == i ? "" : "Re: ") + (root == 0 ? "The long talk" : words[root % words.length] + " " + words[root / 7 % words.length] + " " + root);
            var body = new StringBuilder("Number " + i + " has uniqueword" + i + ".\n");
            if (root != i) body.append("> ").append(text(random, words, 12)).append("\n> ").append(text(random, words, 12)).append("\n\n");
            for (int lines = 5 + random.nextInt(30); lines > 0; lines--) body.append(text(random, words, 11)).append('\n');
            if (language == 3 || language == 7) body.append("The bicycle again.\n");
            var text = body.toString();
            boolean html = random.nextInt(5) == 0;
            int attached = i % 2_000 == 1_999 ? 1 << 20 : random.nextInt(20) == 0 ? 8 << 10 : 0;
            var header = "From author" + author + "@people.test  " + ENVELOPE.format(when) + "\nFrom: =?utf-8?B?" + Base64.getEncoder().encodeToString(((language < 6 ? "Author " : language < 8 ? "山田" : "王") + author).getBytes(StandardCharsets.UTF_8)) + "?= <author" + author
                    + "@people.test>\nTo: biking@" + House.DOMAIN + "\nSubject: =?utf-8?B?" + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8)) + "?=\nDate: " + DATE.format(when) + "\nMessage-ID: <post" + i + "@people.test>\n"
                    + (root == i ? "" : "In-Reply-To: <post" + (root == 0 ? Math.max(0, i - LONG_THREAD) : i - 1) + "@people.test>\nReferences: <post" + root + "@people.test>\n") + "MIME-Version: 1.0\n";
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            if (attached > 0) {
                out.write(("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n--b\nContent-Type: application/pdf; name=\"route" + i + ".pdf\"\nContent-Transfer-Encoding: base64\n\n").getBytes(StandardCharsets.UTF_8));
                out.write(Base64.getMimeEncoder(76, new byte[] {'\n'}).encode(java.util.Arrays.copyOf(file, attached)));
                out.write("\n--b--\n\n".getBytes(StandardCharsets.US_ASCII));
            } else if (html) out.write(("Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n--b\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>" + text.replace("\n", "<br>\n")
                    + "</p></body></html>\n--b--\n\n").getBytes(StandardCharsets.UTF_8));
            else out.write(("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Random random, String[] words, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(words[random.nextInt(words.length)]).append(words == ENGLISH ? " " : "");
        return text.toString().strip();
    }

    /// Of the house alone, so that a busy machine can be told from a slow house.
    private static Duration cpu(House house) throws IOException { return ProcessHandle.of(pid(house)).orElseThrow().info().totalCpuDuration().orElseThrow(); }

    private static long pid(House house) throws IOException { return Long.parseLong(Files.readString(house.home().resolve("posthouse.pid")).strip()); }

    private static long resident(House house) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid(house)), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        }
    }

    /// In use now, with what the next collection takes away.
    private static long heap(House house) throws Exception {
        var told = house.api().get("/metrics").body();
        var match = Pattern.compile("(?m)^memory_usedHeap_bytes(?:\\{[^}]*})? ([0-9.E]+)").matcher(told);
        return match.find() ? (long) Double.parseDouble(match.group(1)) : 0;
    }

    private static Api.Answer good(Api.Answer answer) {
        if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.body());
        return answer;
    }
}
