package org.posthouse.web.archive;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/// HTML of a stranger, made harmless: tags that structure text, links to the web, pictures that came with the message; no style, no script, nothing from elsewhere.
final class SafeHtml {
    private static final Safelist KEPT = Safelist.relaxed().addTags("hr", "s", "del", "ins", "center", "font").removeAttributes("blockquote", "cite").removeAttributes("q", "cite")
            .removeProtocols("img", "src", "http", "https").addProtocols("img", "src", "cid").removeProtocols("a", "href", "ftp")
            .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer").addEnforcedAttribute("a", "target", "_blank");

    /// Shown on one page.
    static final int MOST_PICTURES = 500;

    /// More than anybody writes: a browser would lay out such a page for half a minute. Its words are shown alone.
    static final int MOST_ELEMENTS = 20_000;

    private SafeHtml() { }

    /// A whole page.
    ///
    /// @param pictures where the part with a Content-ID is shown
    static String page(String html, String language, Masking masking, Function<String, Optional<String>> pictures) {
        var whole = Jsoup.parse(html);
        if (whole.stream().skip(MOST_ELEMENTS).findAny().isPresent()) return page(language, new Element("pre").text(masking.of(whole.body().wholeText())).outerHtml());
        var clean = new Cleaner(KEPT).clean(whole);
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false).escapeMode(org.jsoup.nodes.Entities.EscapeMode.xhtml));
        int left = MOST_PICTURES;
        for (var image : clean.select("img")) {
            var shown = left-- > 0 && image.attr("src").startsWith("cid:") ? pictures.apply(image.attr("src").substring(4)) : Optional.<String>empty();
            if (shown.isPresent()) image.attr("src", shown.get());
            else image.replaceWith(new TextNode(image.attr("alt")));
        }
        if (masking.on()) mask(clean.body(), masking);
        for (var link : clean.select("a[href]")) if (masking.hides(link.attr("href")) || masking.on() && link.attr("href").strip().regionMatches(true, 0, "mailto:", 0, 7)) link.removeAttr("href");
        return page(language, clean.body().html());
    }

    private static String page(String language, String body) {
        return "<!DOCTYPE html><html lang=\"" + language + "\"><head><meta charset=\"UTF-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>HTML</title></head><body>" + body + "</body></html>";
    }

    private static void mask(Element body, Masking masking) {
        body.traverse((node, _) -> {
            if (node instanceof TextNode text) text.text(masking.of(text.getWholeText()));
            else if (node instanceof Element element) for (var name : List.of("title", "alt", "summary")) if (masking.hides(element.attr(name))) element.removeAttr(name);
        });
    }
}
