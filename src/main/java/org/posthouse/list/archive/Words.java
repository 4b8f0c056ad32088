package org.posthouse.list.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/// Words of a text: those of languages with spaces as they are, without case and accents; Chinese, Japanese and Korean in pairs of characters, since no dictionary knows every name.
final class Words extends Analyzer {
    private static final int ALL_SCRIPTS = CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL;
    /// Of what is found: pairs, and single characters too, so that 猫 alone is found.
    static final Words OF_TEXTS = new Words(true);
    /// Of what is looked for: pairs, a single character only where it stands alone.
    static final Words OF_QUESTIONS = new Words(false);

    private final boolean singles;

    private Words(boolean singles) { this.singles = singles; }

    @Override protected TokenStreamComponents createComponents(String field) {
        var source = new StandardTokenizer();
        return new TokenStreamComponents(source, new ASCIIFoldingFilter(new CJKBigramFilter(new LowerCaseFilter(new CJKWidthFilter(source)), ALL_SCRIPTS, singles)));
    }

    /// @param place   counts words, those at the same place have the same
    record Word(String text, int place, int begin, int end) { }

    List<Word> in(String text) {
        try (var stream = tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var offset = stream.addAttribute(OffsetAttribute.class);
            var step = stream.addAttribute(PositionIncrementAttribute.class);
            var words = new ArrayList<Word>();
            int place = -1;
            stream.reset();
            while (stream.incrementToken()) {
                place += step.getPositionIncrement();
                words.add(new Word(term.toString(), place, offset.startOffset(), offset.endOffset()));
            }
            stream.end();
            return words;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
