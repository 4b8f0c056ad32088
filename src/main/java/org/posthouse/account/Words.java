package org.posthouse.account;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What an account is found by. Runs of letters and digits in lower case; of scripts that put no spaces between words, every end of a run too, so that 太郎 finds 山田太郎.
final class Words {
    /// To be raised when these rules change: the next start makes all words anew.
    static final int GENERATION = 1;
    /// Behind everything that begins with what stands before it, in both databases' order of characters.
    static final String END = Character.toString(Character.MAX_CODE_POINT);
    private static final int MAX_LENGTH = 64;
    private static final int MAX_WORDS = 500;

    private Words() { }

    static Set<String> of(Account account) {
        var words = new HashSet<String>();
        add(account.name(), words);
        add(account.login(), words);
        for (var address : account.addresses()) add(AccountAddress.localOf(address), words);
        return words;
    }

    private static void add(String text, Set<String> words) {
        for (var run : split(text)) {
            words.add(run);
            for (int at = 0; at < run.length(); at = run.offsetByCodePoints(at, 1)) if (unspaced(run.codePointAt(at)) && words.size() < MAX_WORDS) words.add(run.substring(at));
        }
    }

    /// In the spelling in which they are stored and looked for.
    static List<String> split(String text) {
        var words = new ArrayList<String>();
        for (var run : Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
            if (!run.isEmpty()) words.add(run.length() > MAX_LENGTH ? run.substring(0, MAX_LENGTH) : run);
        return words;
    }

    private static boolean unspaced(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
