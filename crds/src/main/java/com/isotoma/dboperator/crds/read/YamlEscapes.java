package com.isotoma.dboperator.crds.read;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what JSON may have as it is and YAML may not. The API server reads server-side applications as YAML: it refuses
 * them for some characters, and makes spaces of others that it takes for ends of lines.
 */
final class YamlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final char DELETE = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    YamlEscapes() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        var plain = character > 0x9f
                && character != 0x2028
                && character != 0x2029
                && character != 0xfeff
                && character != 0xfffe
                && character != 0xffff;
        return plain ? null : new SerializedString(String.format("\\u%04x", character));
    }
}
