// What the keys of each layout used in France type, alone and with Shift, key by key in one order for all: the rows
// of signs from 1 to /. A hand scanner presses the keys of one layout, the computer reads them by another. What
// follows the equals sign is JSON, because models/registration/keyboards.py reads this file too.

// deno-fmt-ignore
export const KEYBOARDS = {
  "alphabet": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  "length": 40,
  "separators": " \t\n\u000b\f\r\u00a0\u2007\u2009\u202f\ufeff-\u2010\u2011",
  "layouts": {
    "US QWERTY": [
      "1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./",
      "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"|ZXCVBNM<>?"
    ],
    "UK QWERTY": [
      "1234567890-=qwertyuiop[]asdfghjkl;'#zxcvbnm,./",
      "!\"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~ZXCVBNM<>?"
    ],
    "French AZERTY, Windows and Linux": [
      "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!",
      "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§"
    ],
    "French and Belgian AZERTY, macOS": [
      "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmù`wxcvbn,;:=",
      "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£WXCVBN?./+"
    ],
    "French AZERTY, NF Z71-300": [
      "àéèê()‘’«»'^azertyuiop-+qsdfghjklm/*wxcvbn.,:;",
      "1234567890\"¨AZERTYUIOP–±QSDFGHJKLM\\½WXCVBN?!…="
    ],
    "BÉPO": [
      "\"«»()@+-/*=%bépoè^vdljzwauie,ctsrnmçàyx.k'qghf",
      "1234567890°`BÉPOÈ!VDLJZWAUIE;CTSRNMÇÀYX:K?QGHF"
    ],
    "BÉPO, NF Z71-300": [
      "\"«»()@+-/*=%bépoè^vdljzwauie,ctsrnmçàyx.k’qghf",
      "1234567890°`BÉPOÈ!VDLJZWAUIE;CTSRNMÇÀYX:K?QGHF"
    ],
    "Belgian AZERTY": [
      "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùµwxcvbn,;:=",
      "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£WXCVBN?./+"
    ],
    "Swiss French": [
      "1234567890'^qwertzuiopè¨asdfghjkléà$yxcvbnm,.-",
      "+\"*ç%&/()=?`QWERTZUIOPü!ASDFGHJKLöä£YXCVBNM;:_"
    ],
    "QWERTZ": [
      "1234567890ß´qwertzuiopü+asdfghjklöä#yxcvbnm,.-",
      "!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'YXCVBNM;:_"
    ]
  }
};
