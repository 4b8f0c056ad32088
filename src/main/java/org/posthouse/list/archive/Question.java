package org.posthouse.list.archive;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// What somebody types to search: words that must all occur, `"several in a row"`, `begin*`, `-without`, `from:jane`, `subject:tires`, `after:2026-01`, `before:2026-03-15`.
public final class Question {
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_WORDS = 16;
    private static final int SHORTEST_BEGINNING = 2;
    private static final Pattern PIECE = Pattern.compile("(-)?(?:(from|subject|file|after|before):)?(?:\"([^\"]*)\"?|(\\S+))", Pattern.CASE_INSENSITIVE);

    private final BooleanQuery.Builder query = new BooleanQuery.Builder();
    private final Set<String> marked = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();
    private final boolean addresses;
    private int count;
    private boolean wanted;

    /// @param addresses whole addresses of authors may be looked for
    private Question(boolean addresses) { this.addresses = addresses; }

    /// Empty when there is nothing to look for.
    public static Optional<Question> read(String typed, boolean addresses) {
        var question = new Question(addresses);
        var text = typed.length() > MOST_CHARACTERS ? typed.substring(0, MOST_CHARACTERS) : typed;
        var match = PIECE.matcher(text.replace('　', ' ').replace('：', ':').replaceAll("[“”„]", "\""));
        while (match.find() && question.count < MOST_WORDS) question.piece(match.group(1) != null, match.group(2) == null ? "" : match.group(2).toLowerCase(Locale.ROOT), match.group(3), match.group(4));
        return question.count == 0 ? Optional.empty() : Optional.of(question);
    }

    private void piece(boolean without, String field, String phrase, String word) {
        if (field.equals("after") || field.equals("before")) {
            day(phrase == null ? word : phrase, field.equals("before")).ifPresent(day -> add(field.equals("after") ? LongPoint.newRangeQuery("posted", day, Long.MAX_VALUE) : LongPoint.newRangeQuery("posted", Long.MIN_VALUE, day - 1), without, false));
            return;
        }
        boolean begins = word != null && word.length() > SHORTEST_BEGINNING && word.endsWith("*");
        var text = phrase != null ? phrase : begins ? word.substring(0, word.length() - 1) : word;
        var words = Words.OF_QUESTIONS.in(text);
        if (words.isEmpty()) return;
        if (!without && !field.equals("from") && !field.equals("file")) {
            words.forEach(one -> marked.add(one.text()));
            if (begins && words.size() == 1) beginnings.add(words.getFirst().text());
        }
        var parts = new BooleanQuery.Builder();
        for (var part : fields(field)) parts.add(new BoostQuery(one(part.name, words, begins), part.weight), Occur.SHOULD);
        add(parts.build(), without, true);
    }

    private record Part(String name, float weight) { }

    private List<Part> fields(String field) {
        return switch (field) {
            case "from" -> addresses ? List.of(new Part("from", 1), new Part("address", 1)) : List.of(new Part("from", 1));
            case "subject" -> List.of(new Part("subject", 1));
            case "file" -> List.of(new Part("files", 1));
            default -> List.of(new Part("subject", 3), new Part("body", 1), new Part("from", 2), new Part("files", 1));
        };
    }

    private static Query one(String field, List<Words.Word> words, boolean begins) {
        if (words.size() == 1) return begins ? new PrefixQuery(new Term(field, words.getFirst().text())) : new TermQuery(new Term(field, words.getFirst().text()));
        var phrase = new PhraseQuery.Builder();
        words.forEach(word -> phrase.add(new Term(field, word.text()), word.place() - words.getFirst().place()));
        return phrase.build();
    }

    private void add(Query part, boolean without, boolean scored) {
        count++;
        wanted |= !without;
        query.add(part, without ? Occur.MUST_NOT : scored ? Occur.MUST : Occur.FILTER);
    }

    /// The first moment of a day, month or year, or the first behind it.
    private static Optional<Long> day(String text, boolean before) {
        try {
            var date = text.matches("\\d{4}") ? Year.parse(text).atDay(1) : text.matches("\\d{4}-\\d{2}") ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
            return Optional.of(date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    Query query(long list) {
        if (!wanted) query.add(new MatchAllDocsQuery(), Occur.MUST);
        return new BooleanQuery.Builder().add(query.build(), Occur.MUST).add(new ConstantScoreQuery(new TermQuery(new Term("list", Long.toString(list)))), Occur.FILTER).build();
    }

    /// A piece of text, marked where it is what was looked for.
    public record Piece(String text, boolean marked) { }

    private static final int AROUND = 220;

    /// The whole text with what was found marked.
    public List<Piece> marked(String text) { return pieces(text, 0, text.length(), hits(text)); }

    /// The part of a text where most of what was found stands together.
    public List<Piece> snippet(String text) {
        var hits = hits(text);
        int from = 0;
        int best = 0;
        for (int i = 0; i < hits.size(); i++) {
            int end = i;
            while (end < hits.size() && hits.get(end)[1] - hits.get(i)[0] < AROUND) end++;
            if (end - i > best) {
                best = end - i;
                from = Math.max(0, hits.get(i)[0] - AROUND / 4);
            }
        }
        while (from > 0 && from < text.length() && Character.isLowSurrogate(text.charAt(from))) from--;
        int to = Math.min(text.length(), from + AROUND);
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to--;
        var pieces = new ArrayList<>(pieces(text, from, to, hits));
        if (from > 0) pieces.addFirst(new Piece("… ", false));
        if (to < text.length()) pieces.addLast(new Piece(" …", false));
        return pieces;
    }

    private List<int[]> hits(String text) {
        var hits = new ArrayList<int[]>();
        for (var word : Words.OF_TEXTS.in(text)) {
            if (!marked.contains(word.text()) && beginnings.stream().noneMatch(word.text()::startsWith)) continue;
            if (!hits.isEmpty() && word.begin() <= hits.getLast()[1]) hits.getLast()[1] = Math.max(hits.getLast()[1], word.end());
            else hits.add(new int[] {word.begin(), word.end()});
        }
        return hits;
    }

    private static List<Piece> pieces(String text, int from, int to, List<int[]> hits) {
        var pieces = new ArrayList<Piece>();
        int at = from;
        for (var hit : hits) {
            if (hit[0] < at || hit[1] > to) continue;
            if (hit[0] > at) pieces.add(new Piece(text.substring(at, hit[0]), false));
            pieces.add(new Piece(text.substring(hit[0], hit[1]), true));
            at = hit[1];
        }
        if (at < to) pieces.add(new Piece(text.substring(at, to), false));
        return pieces;
    }
}
