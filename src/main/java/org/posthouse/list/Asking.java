package org.posthouse.list;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.text.Texts;

/// What a list asked somebody by mail, and what an answer does: on the page that the link in the letter leads to (`/lists/<address>/confirm/<token>`), or by a reply to the letter, which goes to
/// `list-confirm+token@`. A CDI bean, one for each [purpose][Purpose] of links. In the caller's transaction.
public interface Asking {
    Set<Purpose> purposes();

    /// What the page says; changes nothing. Empty when the question is none any more.
    Optional<Question> question(Pending asked, Texts texts);

    /// Does what was chosen, and uses the token.
    ///
    /// @param choice one of the question's; a reply chooses by its first word, or the only one there is
    /// @param words  what stands behind that word in a reply, or was typed on the page
    /// @return empty when it is too late
    Optional<Settled> settle(String token, Pending asked, String choice, String words, Texts texts);

    /// @param list    its id
    /// @param title   of the page
    /// @param text    what happens when the button is pressed
    /// @param choices at least one; the first is what most people want
    record Question(long list, String title, String text, List<Choice> choices) { }

    /// @param word     in lower case, as it stands in replies: `approve`
    /// @param label    on the button
    /// @param explains a reason may be given with it
    record Choice(String word, String label, boolean explains) { }

    /// @param said    to whoever answered
    /// @param written a letter that says so is on its way to them: a reply by mail gets no other
    record Settled(String said, boolean written) { }
}
