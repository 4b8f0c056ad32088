package org.posthouse.list;

/// How a list works: all that its owners decide.
///
/// @param title    one line
/// @param about    text for the list's page, in plain lines
/// @param language of its letters, for people of whom nothing else is known: `en`, `ja`, `zh`
public record Plan(String title, String about, String language, Joining joining, Posting posting, Dressing dressing, Digesting digesting, Archiving archiving, Bouncing bouncing) {
    public static Plan usual(String title, String language) {
        return new Plan(title, "", language, Joining.USUAL, Posting.USUAL, Dressing.USUAL, Digesting.USUAL, Archiving.USUAL, Bouncing.USUAL);
    }

    public Plan with(Joining other) { return new Plan(title, about, language, other, posting, dressing, digesting, archiving, bouncing); }

    public Plan with(Posting other) { return new Plan(title, about, language, joining, other, dressing, digesting, archiving, bouncing); }

    public Plan with(Dressing other) { return new Plan(title, about, language, joining, posting, other, digesting, archiving, bouncing); }

    public Plan with(Digesting other) { return new Plan(title, about, language, joining, posting, dressing, other, archiving, bouncing); }

    public Plan with(Archiving other) { return new Plan(title, about, language, joining, posting, dressing, digesting, other, bouncing); }

    public Plan with(Bouncing other) { return new Plan(title, about, language, joining, posting, dressing, digesting, archiving, other); }
}
