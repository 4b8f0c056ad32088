package org.posthouse.web.ui;

import io.nayuki.qrcodegen.QrCode;

/// A text as a QR code, for a telephone's camera: dark on light in every colour scheme, or cameras do not read it.
public final class QrPicture {
    private static final int BORDER = 4;                                 // ISO/IEC 18004 §6.3.8: the quiet zone

    private QrPicture() { }

    /// @param label what a reader that sees no pictures says instead
    public static String svg(String text, String label) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * BORDER;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++)
            for (int x = 0; x < code.size; x++)
                if (code.getModule(x, y)) path.append('M').append(x + BORDER).append(' ').append(y + BORDER).append("h1v1h-1z");
        return "<svg class=\"qr\" viewBox=\"0 0 " + size + ' ' + size + "\" role=\"img\" aria-label=\"" + escaped(label) + "\"><path fill=\"#fff\" d=\"M0 0h" + size + 'v' + size + "H0z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
    }

    private static String escaped(String text) { return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"); }
}
