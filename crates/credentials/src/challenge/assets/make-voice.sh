#!/bin/sh
# Makes the clips of `voice/` anew: eSpeak NG speaks each word in Vietnamese (northern), SoX cuts
# the silence, evens the loudness and writes 11,025 Hz, 8 bit, mono WAV.
# Needs espeak-ng and sox. Run it in this folder.
set -eu
mkdir -p voice
say() {
    espeak-ng -v vi -s 110 -p 45 -a 110 -w voice/raw.wav "$2"
    sox -q -R -D voice/raw.wav -r 11025 -b 8 -e unsigned-integer -c 1 voice/"$1".wav \
        gain -3 highpass 90 silence 1 0.01 0.4% fade t 0.01 \
        reverse silence 1 0.01 0.4% fade t 0.02 reverse norm -2
}
say letter 'chữ'; say digit 'số'
say c 'xê'; say f 'ép phờ'; say h 'hát'; say k 'ca'; say m 'em mờ'; say n 'en nờ'
say r 'e rờ'; say t 'tê'; say x 'ích xì'
say 2 'hai'; say 3 'ba'; say 4 'bốn'; say 5 'năm'; say 6 'sáu'; say 7 'bảy'; say 8 'tám'; say 9 'chín'
rm voice/raw.wav
