"""Grammar of Lao that is not words: names of Vietnamese provinces in Lao letters, and the traps of "twenty".

Transliterations vary freely in tone mark, vowel and aspiration, and a space may part the syllables; the names are
therefore built here from the spellings of their syllables, and not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod
from typing import Any

from extractors.atoms import Atom
from extractors.candidates import Candidate
from extractors.dates import DateExpression, month_end
from extractors.link_base import View
from extractors.linking import Linker
from extractors.places import is_told_province

_SYLLABLES = {
    "an": "ອານ ແອນ ອັນ ອາງ ອ່ານ",
    "ba": "ບາ ບ່າ ບ້າ",
    "bac": "ບັກ ບັ໋ກ ບາກ ບັ້ກ ບ໋ກ ບັກກ໌ ແບັກ",
    "bac_lieu": "ບາກ ບັກ ບາ໋ກ ບ໋າກ",
    "bai": "ບາຍ ບ໋າຍ ໄບ ບ້າຍ ~ບ່າຍ ໄບ້ ໄບ໋",
    "bang": "ບັ່ງ ບັງ ບາງ ບ່າງ ແບ່ງ ບັ້ງ ~ບ້າງ ບັ໋ງ",
    "ben": "ເບນ ເບັນ ເບ້ນ ເບ໋ນ ແບນ ແບັນ ແບ໋ນ ເບ່ນ ແບ້ນ",
    "bien": "ບຽນ ບ້ຽນ ບ່ຽນ ເບຽນ ບຽນຮ໌ ບ໋ຽນ",
    "binh": "ບິ່ງ ບິງ ບີ່ງ ບິນ ບິ່ນ ບີງ ບິ້ງ ບິ້ນ ບີນ ບິນຮ໌ ບິ່ນຮ໌ ບິ໋ງ ບິງຮ໌ ບີ້ງ ບີ່ນ ບີນຮ໌ ບິຍ ບິ່ຍ ບິນ໌",
    "ca": "ກ່າ ກາ ກ້າ ຄາ ຄ່າ ກ໋າ ກາ໋",
    "can": "ເກີ່ນ ເກິ່ນ ເກີນ ກັ່ນ ກັນ ເກິນ ແກ່ນ ກ່ານ ເກິ້ນ ເກີ້ນ ເຄີນ ~ຄັນ ຄານ ແກນ ~ກິ່ນ",
    "cao": "ກາວ ກ່າວ ເກົາ ~ເກົ່າ ຄາວ",
    "chau": "ໂຈ ເຈົາ ໂຈວ ຈາວ ເຈົ້າ ເຈິວ ໂຈ່ ເຈີວ ຊຽວ ຈົວ ເຈ່າ ~ຊາວ ເຊົາ ໂຈ້",
    "chi": "ຈີ ຈິ ຈິ໋ ຈີ້ ຈິ້ ຈີ໋ ຊິ ຈີ່",
    "da": "ດ່າ ດາ ດ້າ ດ໋າ",
    "dak": "ດັກ ດັ໋ກ ດາກ ດັ້ກ ແດັກ ດັກກ໌ ດ໋າກ ແດ໋ກ",
    "dinh": "ດິ່ງ ດິງ ດິນ ດິ່ນ ດີ່ງ ດິ້ງ ດິ້ນ ດີ່ນ ດິ໊ນ ດີນ ດີ້ງ ດິງຮ໌ ດິນຮ໌ ດິ໋ງ ດິ໋ນ",
    "dien": "ດ້ຽນ ດຽນ ດ່ຽນ ດຽ້ນ ດ໋ຽນ ເດຽນ ດີ່ຽນ ດຽນຮ໌",
    "dong": "ດົ່ງ ດົງ ດົ້ງ ດ່ອງ ດອງ ໂດ່ງ ໂດງ ໂດ້ງ ດົ໋ງ ດ້ອງ ໂດ໋ງ ຕົ່ງ",
    "duong": "ເຢືອງ ຢືອງ ເດືອງ ດຶອງ ເຢື່ອງ ຢາງ ຢວງ ຊວງ ເຊືອງ ຊຶອງ ດ່ວງ ດວງ ຢ່ວງ ເຢິອງ ເຍືອງ ເຢືອນ ເຢຶອງ ຍວງ ຢຶອງ ເຈືອງ ຍືອງ ຍ່ວງ ຊືອງ ດື່ອງ",
    "gia": "ຢາ ເຢຍ ຍາ ຈາ ເກຍ ເຈຍ ຊາ ເຊຍ ກຽ ເກັຍ ຢ່າ ຢ້າ ຈຽ ຍຽ ຊຽ ຢຽ ຍ່າ ກີອາ ຊຢາ",
    "giang": "ຢາງ ຢ່າງ ຢ້າງ ຈາງ ຊາງ ຍາງ ເກຍງ ກຽງ ຈຽງ ແຢງ ຢັງ ແຊງ ຊຽງ ຍ່າງ ຈ່າງ ~ຊ່າງ ຢຽງ ຍຽງ ກຽ່ງ ~ຍັງ ~ຊັງ",
    "ha": "ຮ່າ ຫ່າ ຮາ ຫາ ຮ້າ ຮະ ຫ້າ ຮ໋າ ຫ໋າ",
    "hai": "ຫາຍ ຮາຍ ຫ່າຍ ຮ່າຍ ໄຮ ໄຫ ຮ໋າຍ ໄຮ່ ໄຫ່ ຫ໋າຍ ຮ້າຍ ຫ້າຍ ໄຮ້ ໄຮ໋ ຮາຍຍ໌ ~ໄຫ້",
    "hau": "ເຫົ້າ ເຮົາ ເຫົາ ເຮົ້າ ຮາວ ຫາວ ເຫິວ ເຮິວ ເຮີ້ວ ຫ້າວ ເຫີ້ວ ເຫີວ ຮ້າວ ໂຮ່ວ ເຮີວ ເຮິ້ວ ເຫິ້ວ ເຮົ່າ ໂຮວ ເຮີ່ວ ເຫີ່ວ ເຮັາ ຮົວ",
    "ho": "ໂຮ່ ໂຮ ໂຫ່ ໂຫ ໂຮ້ ໂຮ໋ ໂຫ້",
    "hoa": "ຮວາ ຮວ່າ ຫວາ ຫົວ ຮ່ວາ ຮົວ ຮວ໋າ ຮ໋ວາ ຫວ໋າ ຫວ່າ ຮວ້າ ໂຮຍ ໂຮ໋ຍ ~ຫວ້າ ໂຮວາ ຮ້ວາ ຮວາຮ໌",
    "hoa_thanh": "ຮວາ ຮວ໋າ ຫວາ ຫົວ ຮ໋ວາ ຮວ່າ ຫວ໋າ ຮົວ ຮ່ວາ ຫວ່າ ຮວ້າ ໂຮຍ ຮ້ວາ ຫວ້າ ຮ໋ວ ໂຮ໋ວາ ໂຮວາ ຮວາຮ໌",
    "hue": "ເຫວ້ ເຮວ້ ເຫວ໋ ເຮ໋ວ ເຫ້ວ ເຫ໋ວ ເຮວ໋ ຮເວ້ ຫເວ້ ເຮ່ວ ເຫວ່ ຮວ້ ~ເຫວ ~ເຮວ ~ເວ້ ~ເຮ້ວ ~ເຫ່ວ",
    "hung": "ຮຶງ ຫຶງ ຮຶ້ງ ຮືງ ຮຸງ ຮົງ ຮັງ ຮຶ່ງ ຫືງ ຮຶ໋ງ ຮື່ງ ຮື້ງ ເຮິງ ຮິງ ຮຸ່ງ",
    "khanh": "ແຄ໋ງ ແຄງ ຄັງ ຄານ ຄັ໋ງ ແຄ້ງ ຄາງ ຂັນ ຄັນ ແຂງ ຂາງ ຄາ໋ງ ຄ໋ານ ຄາ໋ນ ຄ້ານ ຄ໋າງ ຂານ ແຂ້ງ ແຂ໋ງ ແຄັງ ຄັນຮ໌ ແຄນ ຄາງຮ໌ ແຄງຮ໌ ~ຄ້າງ ແຄ່ງ ~ຄັ້ງ",
    "kien": "ກຽນ ຄຽນ ກຽ໋ນ ກ໋ຽນ ກ້ຽນ ເກຽນ ຄ້ຽນ ຄ່ຽນ ກ່ຽນ ເຄຽນ",
    "kon": "ກອນ ກົນ ຄອນ ກ່ອນ ໂຄນ ໂກນ ກ໋ອນ ໂກ໋ນ ຄ໋ອນ ~ຄົນ ~ກ້ອນ",
    "lai": "ລາຍ ໄລ ລ່າຍ ໄລ່ ໄລຍ ລ໋າຍ ໄລ້",
    "lak": "ລັກ ລັ໋ກ ລາກ ລັ້ກ ແລັກ ~ຫຼັກ ລ໋າກ ຫຼາກ ແລັ໋ກ ລ້າກ",
    "lam": "ເລີມ ລຳ ລາມ ເລິມ ລັມ ແລມ ເລິ່ມ ~ເລີ່ມ ເລັມ ລ່າມ ຫຼຳ",
    "lang": "ລາງ ລ້າງ ລັງ ລ່າງ ແລງ ລັ້ງ ລັ່ງ ຫຼັ່ງ ຫຼັງ ຫຼ່າງ ຫຼາງ ຫຼ້າງ ແຫຼງ ລ໋າງ",
    "lao": "ລາວ ລ່າວ ເລົາ ຫຼາວ ~ເຫຼົ່າ",
    "lieu": "ລຽວ ລ້ຽວ ລ່ຽວ ລິວ ລີວ ຫຼຽວ",
    "long": "ລອງ ລົງ ລ່ອງ ໂລງ ລ໋ອງ ຫຼອງ ~ຫຼົງ ໂລ່ງ",
    "mau": "ເມົາ ມາວ ໂມ ເມົ່າ ມ່າວ ເມີວ ເມ່າ ເມົາ໌ ໂມ່",
    "minh": "ມິນ ມິງ ມີນ ມິນຮ໌ ມິ່ງ ມິ່ນ ມິງຮ໌ ມີງ ໝິງ ໝິນ",
    "nai": "ນາຍ ໄນ ນ່າຍ ໄນ່ ໄນຍ ນ໋າຍ ໜາຍ ໄໜ",
    "nam": "ນາມ ນຳ ນ່າມ ນັມ ນ໋າມ ~ໜາມ",
    "nang": "ໜັງ ນັງ ນັ້ງ ໜ້າງ ນັ໋ງ ນ້າງ ໜັ້ງ ນາງ ແນັງ ໜ໋າງ ນ່າງ ໜາງ ແໜງ ນັງ໌",
    "nghe": "ເງ້ ເຫງ້ ແງ້ ເງ ເງະ ແງ ເຫງະ ເຫງ ເຍ ແຫງ ແຫງ້ ເຫງ່ ເງ່ ເງ໋ ແຫງະ ຫງະ ຫງ່າ ເຫງ໋ ~ງະ ~ແງະ",
    "ngai": "ຫງາຍ ຫງ໋າຍ ງາຍ ໄຫງ ໄງ ງ໋າຍ ຫງ້າຍ ງ້າຍ ໄຫງ້ ຫງ່າຍ ໄງ່ ໄຫງ່ ໄງ້ ຫງ໋ຽ ~ງ່າຍ ໄຫງ໋",
    "nguyen": "ຫງວຽນ ງວຽນ ຫງຽນ ງຽນ ງວນ ຫງວນ ເຫງວຽນ ເງວຽນ ເຫງື່ຽນ ງຢວນ ງວຽ໋ນ ງ່ວຽນ ຫງ໋ຽນ ງຢຽນ",
    "ninh": "ນິງ ນິນ ນີງ ນີນ ນິ່ງ ນິ່ນ ນິ້ງ ນິນຮ໌ ນິງຮ໌ ນິ໋ງ ໜິງ ໜິນ ນີ່ງ ນີ່ນ ນິຍ",
    "noi": "ໂນ້ຍ ນ້ອຍ ນອຍ ໂນຍ ໂນ່ຍ ໜ້ອຍ ໂນ໋ຍ ນ໋ອຍ ໜ່ອຍ ໂໜ້ຍ",
    "nong": "ໜົງ ນົງ ນອງ ໂນງ ໜອງ ນ່ອງ ໂໜງ ນ໋ອງ ນົ້ງ ~ນ້ອງ",
    "phong": "ຟ່ອງ ຟອງ ຝ່ອງ ຝອງ ພ່ອງ ພອງ ຟົງ ຟ້ອງ ຝ້ອງ ຟ໋ອງ ຝົງ ພົງ ຝ໋ອງ ປອງ",
    "phu": "ຝູ ຟູ ຟຸ ພູ ຝູ໋ ຟູ໋ ຟູ້ ພູ້ ຝຸ ຟຸ໋ ຝູ້ ພູ໋ ຝູ່ ຟູ່ ພູ່ ພຸ",
    "phuc": "ຟຸກ ຝຸກ ພຸກ ຟຸ໋ກ ຝຸ໋ກ ຟູກ ຟຸ້ກ ພຸ໋ກ ຝູກ ພູກ ຟຸກກ໌",
    "phuoc": "ເຟືອກ ຟຶອກ ເຝືອກ ຟວກ ຝວກ ເຟື້ອກ ພວກ ເພືອກ ຟຸອກ ເຟຶອກ ຟ໋ວກ ຟຶກ ເຟື໋ອກ ຟົວກ ເຟິກ ເຝື໋ອກ ~ຝຶກ",
    "quang": "ກວາງ ກວ໋າງ ກວ່າງ ກ້ວາງ ກວາ໋ງ ກ໋ວາງ ກວັງ ກວ້າງ ກາງ ຄວາງ ກວັ່ງ ກວ໊າງ ກວາງຮ໌ ກ່ວາງ ກວັ໋ງ ກົວງ ຄ່ວາງ",
    "ria": "ເຣຍ ເລຍ ຣ໋ຽ ເຣັຍ ເຣັ້ຍ ເຣ໋ຍ ເຮຍ ຣຽ ເຣຍະ ລຽ ເຣ້ຍ ເລັຍ ເຣ່ຍ ~ເສຍ ຣີອາ ເຣຽ ຣ້ຽ",
    "sa": "ຊາ",
    "soc": "ຊອກ ຊົກ ຊ໋ອກ ໂຊກ ຊັອກ ສອກ ຊ້ອກ ຊຸກ ຊ໋ອກກ໌ ໂຊ໋ກ",
    "son": "ເຊີນ ເສີນ ຊອນ ເຊິນ ເຊີ່ນ ຊົນ ເສິນ ຊ່ອນ ສອນ ໂຊນ ຊັນ ເຊີ ໂສນ ໂຊ່ນ ເຊີນຮ໌ ເຊົນ ສົນ ຊັ່ນ",
    "la": "ລາ ລ່າ",
    "tau": "ເຕົ່າ ຕາວ ເຕົາ ໂຕ່ ເຕີ່າ ຕ່າວ ເຕີ່ວ ໂຕ ເຕົ້າ ເຕ່າ ຕ໋າວ ເຕົ໋າ ຕ້າວ ~ເທົ່າ",
    "tay": "ເຕີຍ ໄຕ ໄຕ່ ເຕ ເຕິຍ ໄທ ເຕີ ເຕຍ ເຕີ່ຍ ເຕັຍ ໄຕ້ ເຕຢ໌ ເທີຍ ~ຕາຍ ເຕັຢ",
    "thai": "ທາຍ ໄທ ໄຖ ຖາຍ ທ໋າຍ ໄທ໋ ໄທ້ ໄທ່ ທ່າຍ ທ້າຍ ໄຖ່ ໄທຍ ຖ້າຍ ~ຖ່າຍ ໄຖ້",
    "thanh": "ແທງ ແທັງ ທັນ ຖັນ ແຖງ ທານ ທາງ ທັງ ແທ່ງ ຖານ ແທນ ຖາງ ຖັງ ທັ່ນ ແຖ່ງ ທັນຮ໌ ແທງຮ໌ ຖັ່ນ ແຖນ ~ທ່ານ ທາງຮ໌",
    "thap": "ທາບ ທັບ ຖາບ ທາ໋ບ ທ໋າບ ທ້າບ ຖັບ ທັ໋ບ ເທີບ ຖ໋າບ ຖ້າບ ທັ້ບ ທ່າບ ~ແທບ ທ໊າບ",
    "tho": "ເທີ ໂທ ທໍ ເຖີ ເທິ ເທີ່ ໂຖ ເທີ້ ຖໍ ທໍ່ ເທີຮ໌ ໂທ່ ເຖີ້ ທໍ້",
    "tho_phu": "ເທາະ ທໍ້ ໂທ ຖໍ ທໍ ໂຖ ທໍ່ ໂທ້ ເຖາະ ຖໍ້ ເທີ ໂຖ່ ເຖີ ທໍ໋ ໂຖ້ ທັອກ ເຖ່າະ",
    "thua": "ເທື່ອ ເທືອ ທົ່ວ ທືອ ທຶອ ທື່ອ ເຖື່ອ ຖື່ອ ເທຶ່ອ ທົວ ທວາ ເທື່ອະ ທ່ວາ ເທຶອ",
    "thien": "ທຽນ ຖຽນ ເທຽນ ທ່ຽນ ຖ່ຽນ",
    "thuan": "ທ້ວນ ທວນ ຖວນ ທ່ວນ ຖ້ວນ ທວັນ ທວ້ນ ທ໋ວນ ຖວັນ ທູອັນ ເທີນ ຖ໋ວນ ທັວນ ທຸນ",
    "tien": "ຕຽນ ຕ່ຽນ ຕຽ່ນ ເຕຽນ ຕ້ຽນ ທຽນ ຕ໋ຽນ ທ່ຽນ ຖຽນ",
    "tinh": "ຕິ້ງ ຕີ໋ງ ຕິງ ຕິ້ນ ຕິນ ຕີງ ຕິ໋ງ ຕິ໋ນ ຕີນ ຕິ່ງ ຕິ່ນ ຕີ້ງ ຕິນຮ໌ ຕິງຮ໌ ຕີ່ງ ຕິຍ ທິງ ຕີ້ນ ທິນ ຕີ່ນ ຕິ້ຍ",
    "tra": "ຈ່າ ຈາ ຈຣາ ຕຣາ ຈ້າ ຕ່າ ຕຣ່າ ຊາ ທຣາ ທຣ່າ ຈ໋າ ແຈ ~ທ່າ ຕ໋າ ~ຊ່າ",
    "trang": "ຈາງ ຈັງ ຕຣາງ ຈ່າງ ຕຣັງ ຊາງ ຕາງ ຕຣ່າງ ທຣັງ ຈັ່ງ ~ຊັງ ແຕຣງ ~ທາງ ຈ໋າງ",
    "tre": "ແຈ ແຕຣ ເຈ ແຕ ແຈ່ ເຕຣ ແທຣ ແຕ່ ແຊ ແຈ໋ ແທ ເຕ ເຈຣ",
    "tri": "ຈີ ຈິ ຕີ ຈິ້ ຈີ້ ຕຣີ ຈິ໋ ຕຣິ ຕິ ທຣີ ຕີ້ ທີ ຈີ່ ຕຣີ່ ທຣິ ຈີ໋",
    "tum": "ຕຸມ ຕູມ ທຸມ ທູມ ຕົມ ~ຕຸ່ມ ຕູ່ມ ຕຸ໋ມ",
    "tuyen": "ຕວຽນ ຕຽນ ຕວນ ເຕືອນ ເຕວຽນ ທວຽນ ຕຸຍນ ຕູຍນ ຕູວຽນ ຕວ໋ຽນ ຕ່ວຽນ ຕຸຽນ ຕູຽນ ຖວຽນ ຕວຽນຮ໌ ເຕີຍນ",
    "vinh": "ວິງ ວິ້ງ ວິ໋ງ ວິນ ວີງ ວິ້ນ ຫວິງ ວີ໋ງ ວິ່ງ ຫວີງ ຫວິນ ວີນ ຫວິ້ງ ວິ່ນ ວິນຮ໌ ວິງຮ໌ ວິ໋ນ ຫວິ໋ງ ຫວິ່ງ ຫວີ້ງ ວີ້ງ ວີ່ງ ວິຍ",
    "vinh_tra": "ວິງ ວິນ ວີງ ຫວິງ ວິ່ງ ວິ່ນ ວິນຮ໌ ຫວິນ ວີນ ວິ້ງ ວິ້ນ ວິງຮ໌ ຫວີງ ວີ່ງ",
    "vung": "ຫວຸງ ວຸງ ວຸ໋ງ ຫວຸ໋ງ ວຸ້ງ ວຸ່ງ ວູງ ຫວູງ ຫວຸ້ງ ~ວັງ ຫວຸ່ງ ຫວູ້ງ ວູ້ງ ~ຫວັງ",
    "yen": "ອຽນ ເຢັນ ອ່ຽນ ຢຽນ ອຽ໋ນ ເອຽນ ຢ່ຽນ ເຢນ ເຍັນ ອ໋ຽນ ເຢິນ ຢ້ຽນ ອຽນຮ໌ ເອ່ຽນ ຢັນ ອ້ຽນ ~ເອັນ",
    "lao_cai": "ກາຍ ກ່າຍ ໄກ ກ້າຍ ໄຄ ຄາຍ ກ໋າຍ ~ໄກ່ ~ໄກ້ ~ຄ່າຍ ໄຄ່",
}  # fmt: skip
"""Spellings of the syllables of province names, by their plain Vietnamese; a key with a tail holds for one name only.

Those marked `~` are words of their own: a name spelt so is read only behind "province", see `is_name`.
"""

_NAMES = {
    "Hà Nội": "ha noi", "Cao Bằng": "cao bang", "Tuyên Quang": "tuyen quang", "Hà Giang": "ha giang",
    "Điện Biên": "dien bien", "Lai Châu": "lai chau", "Sơn La": "son la", "Lào Cai": "lao lao_cai",
    "Yên Bái": "yen bai", "Thái Nguyên": "thai nguyen", "Bắc Kạn": "bac can", "Lạng Sơn": "lang son",
    "Quảng Ninh": "quang ninh", "Bắc Ninh": "bac ninh", "Bắc Giang": "bac giang", "Phú Thọ": "phu tho_phu",
    "Vĩnh Phúc": "vinh phuc", "Hòa Bình": "hoa binh", "Hải Phòng": "hai phong", "Hải Dương": "hai duong",
    "Hưng Yên": "hung yen", "Thái Bình": "thai binh", "Ninh Bình": "ninh binh", "Hà Nam": "ha nam",
    "Nam Định": "nam dinh", "Thanh Hóa": "thanh hoa_thanh", "Nghệ An": "nghe an", "Hà Tĩnh": "ha tinh",
    "Quảng Trị": "quang tri", "Quảng Bình": "quang binh", "Huế": "hue", "Thừa Thiên Huế": "thua thien hue",
    "Đà Nẵng": "da nang", "Quảng Nam": "quang nam", "Quảng Ngãi": "quang ngai", "Kon Tum": "kon tum",
    "Gia Lai": "gia lai", "Bình Định": "binh dinh", "Khánh Hòa": "khanh hoa", "Ninh Thuận": "ninh thuan",
    "Đắk Lắk": "dak lak", "Phú Yên": "phu yen", "Lâm Đồng": "lam dong", "Đắk Nông": "dak nong",
    "Bình Thuận": "binh thuan", "Đồng Nai": "dong nai", "Bình Phước": "binh phuoc", "Hồ Chí Minh": "ho chi minh",
    "Bình Dương": "binh duong", "Bà Rịa - Vũng Tàu": "ba ria vung tau", "Tây Ninh": "tay ninh",
    "Long An": "long an", "Đồng Tháp": "dong thap", "Tiền Giang": "tien giang", "Vĩnh Long": "vinh long",
    "Bến Tre": "ben tre", "Trà Vinh": "tra vinh_tra", "An Giang": "an giang", "Kiên Giang": "kien giang",
    "Cần Thơ": "can tho", "Sóc Trăng": "soc trang", "Hậu Giang": "hau giang", "Cà Mau": "ca mau",
    "Bạc Liêu": "bac_lieu lieu",
}  # fmt: skip

_DOUBTFUL = """
    ຫານາມ ບັກກັນ ລາງສອນ ລາຍເຈົ້າ ຫົວບິນ ຫາໜ້ອຍ ຫານ້ອຍ
    ຍາໄລ ລາຍໂຈ ກາໂມ ຄາໂມ ກັນໂທ ກັນທໍ ກັນເທີ ກັນເທິ
"""
"""Spellings that are also plain words or lie across two of them, beside those which the marks of `_SYLLABLES` tell."""
_RAREST = {1: (10, 0, 0), 2: (100, 40, 5), 3: (60, 30, 4), 4: (40, 40, 0)}
"""How rare a name's syllables may be spelt, as the product of their places in `_SYLLABLES`: in one word, with spaces, hyphens."""

_DIGIT_WORDS = ("ເອັດ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ")
_LETTERS = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢລວຫອຮເແໂໃໄໝໜຣ"


def _province_names() -> Iterator[tuple[str, str, bool]]:
    """The spellings of provinces' names, with the name, and whether one that is spelt so must be told by a word for it."""
    words = frozenset(_DOUBTFUL.split())
    for name, syllables in _NAMES.items():
        spellings = [tuple(dict.fromkeys(_SYLLABLES[part].split())) for part in syllables.split()]
        if len(spellings) > 3:  # four syllables: the first spellings of each, the mixtures are too many
            spellings = [some[:4] for some in spellings]
        whole, spaced, hyphened = _RAREST[len(spellings)]
        for places in product(*(range(len(some)) for some in spellings)):
            rank = prod(place + 1 for place in places)
            marked = [some[place] for some, place in zip(spellings, places, strict=True)]
            parts = [part.removeprefix("~") for part in marked]
            doubtful = parts != marked
            if rank <= whole:
                yield "".join(parts), name, doubtful or "".join(parts) in words
            for joint, rarest in ((" ", spaced), ("-", hyphened)):
                if rank <= rarest:
                    for form in _in_parts(parts, joint):
                        yield form, name, doubtful


def _in_parts(parts: list[str], joint: str) -> Iterator[str]:
    """The ways to part a name's syllables by a space or a hyphen; a double name of four syllables is parted by both."""
    if len(parts) < 4:
        yield joint.join(parts)
    if len(parts) == 3:
        yield f"{parts[0]}{parts[1]}{joint}{parts[2]}"
        yield f"{parts[0]}{joint}{parts[1]}{parts[2]}"
    if len(parts) == 4:
        for dash in (" - ", "-", " "):
            yield f"{parts[0]}{parts[1]}{dash}{parts[2]}{parts[3]}"
            yield f"{parts[0]} {parts[1]}{dash}{parts[2]} {parts[3]}"
        yield " ".join(parts)


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a spelling that is doubtful is a province's name here; see `places.is_told_province`."""
    return is_told_province(text, start, end, r"ແຂວງ|ນະຄອນ", "[ະ-ຽ່-ໍ]")


_TWENTY = re.compile(
    r" ?(?:ຄົນ|ປີ|ມື້|ວັນ|ເດືອນ|ອາທິດ|ຫຼັງ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ຄອບຄົວ|ຄັ້ງ|ເທື່ອ|ແຫ່ງ|ໂຄງການ|ໃບ|ຫົວ|ຄັນ|ພັນ|ໝື່ນ|ແສນ|ລ້ານ|ຕື້|ກວ່າ|ປາຍ|"
    r"ເຮັກຕາ|ກິໂລ|ໂຕນ|ແມັດ|ເປີເຊັນ|ສ່ວນ|ດົ່ງ|ໂດລາ|ວິສາຫະກິດ|ຫົວໜ່ວຍ|ໂຮງ|ກຸ່ມ|ຊຸດ|ສະບັບ|ກໍລະນີ|ນັກ|ຜູ້|[.,;)\n]|$)"
)


def inside_word(text: str, start: int, end: int) -> bool:
    """Whether a number word is a part of another: "twenty" is also "people of", unless something that is counted follows it."""
    return text[start:end] == "ຊາວ" and _TWENTY.match(text, end) is None


def extra_forms() -> Iterator[tuple[str, str, Any]]:
    """Names of provinces in Lao letters; "twenty-one" to "twenty-nine"; "people of …", which begins like "twenty"."""
    for form, name, doubtful in _province_names():
        yield form, "province", name
        if doubtful:
            yield form, "doubtful_name", True
    for value, word in enumerate(_DIGIT_WORDS, start=21):
        yield f"ຊາວ{word}", "numword", value
    for letter in _LETTERS:
        yield f"ຊາວ{letter}*", "shield", True
    yield from _phrases()


_WORDS = {
    "owners": "ຂ້ອຍ ພວກຂ້ອຍ ເຮົາ ພວກເຮົາ ລາວ ເຂົາເຈົ້າ ຄອບຄົວ ຊາວບ້ານ ຊາວນາ ກະສິກອນ ບໍ່ ຍັງ",
    "up": "ເພີ່ມຂຶ້ນ ເພີ່ມ ເຕີບໂຕ ຂະຫຍາຍຕົວ ສູງຂຶ້ນ",
    "down": "ຫຼຸດລົງ ຫຼຸດ ໜ້ອຍລົງ ຖົດຖອຍ ຫົດຕົວ",
    "plan": "ແຜນ ແຜນການ ຄາດໝາຍ ເປົ້າໝາຍ ຕົວເລກ ຈຳນວນ ໜ້າທີ່ ໜ້າວຽກ ຕົວຊີ້ວັດ ໂຄຕ້າ ໂກຕາ",
    "got": "ທີ່ ໄດ້ຮັບ ທີ່ໄດ້ຮັບ ຖືກ ທີ່ຖືກ ທີ່ໄດ້",
    "assigned": "ມອບ ມອບໝາຍ ມອບໃຫ້ ກຳນົດ ກຳນົດໄວ້ ວາງໄວ້ ວາງອອກ",
    "law": "ກົດໝາຍ ດຳລັດ ລັດຖະບັນຍັດ ຂໍ້ກຳນົດ ລະບຽບການ ໜັງສືແນະນຳ",
    "by": "ຕາມ ອີງຕາມ ອີງໃສ່",
    "seek": "ເພີ່ມ ເພີ່ມທະວີ ຂະຫຍາຍ ພັດທະນາ ຊອກ ຊອກຫາ ຫາ ຂົນຂວາຍ ຂົນຂວາຍໄດ້ ລະດົມ ຮັບ ຮັບເອົາ ໄດ້",
    "newcomers": "ຄົນເຂົ້າໃໝ່ ຜູ້ເຂົ້າໃໝ່ ເຂົ້າໃໝ່ ຄົນຊື້ໃໝ່ ຊື້ໃໝ່ ມີຄົນເຂົ້າໃໝ່ ຄົນສະໝັກໃໝ່ ຜູ້ສະໝັກໃໝ່ ຄົນໃໝ່ ຜູ້ມາໃໝ່",
    "sought": "ຄົນເຂົ້າຮ່ວມ ຄົນເຂົ້າ ຄົນຊື້ ຄົນຮ່ວມ ຄົນສະໝັກ ຄົນມີບັດ ຈຳນວນຄົນເຂົ້າຮ່ວມ ຈຳນວນຜູ້ເຂົ້າຮ່ວມ ຈຳນວນຄົນ ຜູ້ເຂົ້າ ຜູ້ສະໝັກ ຜູ້ເຂົ້າຮ່ວມ ຜູ້ຖືບັດ ຜູ້ມີບັດ ຜູ້ຖືບັດປະກັນສຸຂະພາບ ຜູ້ຖືບັດປະກັນໄພສຸຂະພາບ ຜູ້ມີບັດປະກັນສຸຂະພາບ ຜູ້ມີບັດປະກັນໄພສຸຂະພາບ ຜູ້ປະກອບສ່ວນ ສະມາຊິກ ຜູ້ສະໝັກໃຈ ຜູ້ປະກັນຕົນ",
    "help": "ອອກ ແຖມ ໜູນ ຊ່ວຍ ອອກເງິນ ອອກຊ່ວຍ ໜູນເງິນ ຊ່ວຍເງິນ ຊ່ວຍຈ່າຍ ອອກຈ່າຍ ແຖມເງິນ",
    "more": "ໃຫ້ ຕື່ມ ອີກ ໃຫ້ອີກ ໃຫ້ຕື່ມ ຕື່ມອີກ ຕື່ມໃຫ້",
    "lacks": "ບໍ່ມີ ບໍ່ທັນມີ ຍັງບໍ່ມີ ຍັງບໍ່ທັນມີ ຍັງບໍ່ໄດ້ຊື້ ບໍ່ໄດ້ຊື້ ຍັງຂາດ",
    "cover": "ບັດ ບັດສຸຂະພາບ ບັດປະກັນສຸຂະພາບ ບັດປະກັນໄພສຸຂະພາບ ປະກັນສຸຂະພາບ ປະກັນໄພສຸຂະພາບ",
    "average": "ສະເລ່ຍ ລະດັບສະເລ່ຍ ອັດຕາສະເລ່ຍ ຕົວເລກສະເລ່ຍ",
    "social": "bhxh ປະກັນສັງຄົມ ປະກັນໄພສັງຄົມ ປະກັນ ປະກັນໄພ ລະບອບປະກັນສັງຄົມ ລະບອບປະກັນໄພສັງຄົມ ການປະກັນສັງຄົມ",
    "free": "ສະໝັກໃຈ ແບບສະໝັກໃຈ ໂດຍສະໝັກໃຈ ພາກສະໝັກໃຈ ດ້ວຍຄວາມສະໝັກໃຈ ຕາມຄວາມສະໝັກໃຈ ໂດຍຄວາມສະໝັກໃຈ ທີ່ສະໝັກໃຈ ປະເພດສະໝັກໃຈ ຮູບແບບສະໝັກໃຈ (ສະໝັກໃຈ) ອາສາສະໝັກ ແບບອາສາສະໝັກ",
    "bound": "ບັງຄັບ ແບບບັງຄັບ ພາກບັງຄັບ ໂດຍບັງຄັບ ທີ່ບັງຄັບ ປະເພດບັງຄັບ ຮູບແບບບັງຄັບ (ບັງຄັບ) ພາກບັງຄັບໃຊ້",
    "jobless": "ຫວ່າງງານ ວ່າງງານ ການຫວ່າງງານ ການວ່າງງານ ຄົນຫວ່າງງານ ຕໍ່ການຫວ່າງງານ ກໍລະນີຫວ່າງງານ ຕົກງານ ການຕົກງານ",
    "act": "ລະບຽບ ລະບຽບການ ກົດລະບຽບ ຂໍ້ກຳນົດ ນະໂຍບາຍ ບັນຍັດ ລະບຽບກົດໝາຍ",
    "in_force": "ຂອງ ປັດຈຸບັນ ປະຈຸບັນ ໃໝ່ ທີ່ມີຜົນ ແຫ່ງ ວ່າດ້ວຍ ກ່ຽວກັບ , ແລ້ວ ສະບັບ",
    "foresee": "ຄາດຄະເນ ຄາດວ່າ ຄາດຄະເນວ່າ ປະເມີນວ່າ ຄາດການວ່າ",
    "done": "ບັນລຸ ມີ ບັນລຸໄດ້ ສຳເລັດ ບັນລຸປະມານ ເກັບໄດ້ ໄດ້",
    "till": "ຮອດ ມາຮອດ ເຖິງ ມາເຖິງ ໝົດ ຈົນຮອດ",
    "from_now": "ແຕ່ນີ້ ນັບແຕ່ນີ້ ຕັ້ງແຕ່ນີ້ ນັບຕັ້ງແຕ່ນີ້ ຈາກນີ້ ນັບຈາກນີ້ ແຕ່ປັດຈຸບັນ ນັບແຕ່ປັດຈຸບັນ ຈາກປັດຈຸບັນ ແຕ່ປະຈຸບັນ ນັບແຕ່ປະຈຸບັນ ແຕ່ດຽວນີ້ ນັບແຕ່ດຽວນີ້ ແຕ່ບັດນີ້",
    "up_to": "ຫາ ໄປຫາ ຮອດ ໄປຮອດ ຈົນຮອດ ໄປຈົນຮອດ ເຖິງ ໄປເຖິງ ຈົນເຖິງ ໄປຈົນເຖິງ ຈົນກວ່າ",
    "every": "ແຕ່ລະ ທຸກ ທຸກໆ ໃນແຕ່ລະ ທຸກໆ​",
    "place": "ທີມ ໜ່ວຍ ສະຫະກອນ ສາຂາ ໜ່ວຍພັກ ສຸກສາລາ ຄອມມູນ ຕາແສງ ຫວອດ ບ້ານ ຄຸ້ມ ເມືອງ ເຂດບ້ານ ທ້ອງຖິ່ນ ຕາແສງ,_ຫວອດ ຕາແສງ_ແລະ_ຫວອດ ຕາແສງ_ຫວອດ ໂຮງຮຽນ ໂຮງໝໍ ໜ່ວຍງານ ຫົວໜ່ວຍ ວິສາຫະກິດ ຄອບຄົວ ຄົວເຮືອນ ຕົວແທນ ກຸ່ມ ບໍລິສັດ ໂຮງງານ ຊຸມຊົນ",
    "person": "ພະນັກງານ ຕົວແທນ ສະມາຊິກ ຜູ້ ຄູ ນັກຮຽນ ຜູ້ເຂົ້າຮ່ວມ ແມ່ຍິງ ພະນັກງານຕົວແທນ ສະມາຊິກພັກ ນາຍບ້ານ",
    "reach": "ຜ່ານ ຂ້າມ ບັນລຸ ສຳເລັດ ບໍ່ບັນລຸ ບໍ່ທັນບັນລຸ ຍັງບໍ່ບັນລຸ ຍັງບໍ່ທັນບັນລຸ ຕ່ຳກວ່າ ສູງກວ່າ ລື່ນ ເກີນ ທຽບໃສ່ ທຽບກັບ ເມື່ອທຽບກັບ ເມື່ອທຽບໃສ່ ບໍ່ຮອດ",
    "set": "ທີ່ກຳນົດ ທີ່ກຳນົດໄວ້ ທີ່ວາງໄວ້ ທີ່ວາງອອກ ທີ່ໄດ້ຮັບ ທີ່ມອບໝາຍ ທີ່ມອບໃຫ້ ທີ່ມອບ ທີ່ຕັ້ງໄວ້ ປີ ປະຈຳປີ ຂອງປີ ທັງປີ ຂອງທັງປີ ໝົດປີ",
    "unit": "ໜ່ວຍງານ ອົງການ ພາກສ່ວນ ຂະແໜງການ ຫົວໜ່ວຍ",
    "helping": "ປະສານສົມທົບ ປະສານງານ ປະສານ ສົມທົບ ຮ່ວມ ຮ່ວມມື ທີ່ປະສານສົມທົບ ຮ່ວມປະຕິບັດ",
    "ask": "ມອບໝາຍໃຫ້ ມອບໃຫ້ ສັ່ງໃຫ້ ສັ່ງການໃຫ້ ຊີ້ນຳໃຫ້ ຮຽກຮ້ອງໃຫ້ ສະເໜີໃຫ້ ກຳນົດໃຫ້ ຮ້ອງຂໍໃຫ້ ກຳຊັບໃຫ້ ມອບໜ້າທີ່ໃຫ້ ແນະນຳໃຫ້",
    "hard": "ຍາກ ຍາກທີ່ ບໍ່ສາມາດ ຍາກໃນການ ຍາກທີ່ຈະ ຍາກຈະ ຍັງບໍ່ທັນ ບໍ່ທັນ",
    "get_back": "ທວງ ທວງຄືນ ທວງໄດ້ ເກັບຄືນ ທວງໜີ້ ທວງເອົາ ຮຽກເກັບ ຮຽກຄືນ ຮຽກເກັບຄືນ ທວງໜີ້ຄືນ",
    "got_back": "ທວງຄືນ ທວງໜີ້ຄືນ ທວງຄືນໜີ້ ເກັບຄືນ ເກັບໜີ້ ເກັບໜີ້ຄືນ ຈ່າຍຄືນ ຈ່າຍເງິນຄືນ ຈ່າຍໜີ້ ຈ່າຍໜີ້ຄືນ ຊຳລະຄືນ ຊຳລະໜີ້ ສົ່ງຄືນ ຮຽກເກັບ ຮຽກຄືນ ຮຽກເກັບຄືນ ເກັບກູ້ຄືນ ໃຊ້ຄືນ ໃຊ້ໜີ້ ຖອນຄືນ ຮຽກເອົາຄືນ ເອົາຄືນ",
    "talk": "ສົນທະນາ ການສົນທະນາ ໂອ້ລົມ ໂຄສະນາ ການໂຄສະນາ ເຜີຍແຜ່ ສື່ສານ ປຶກສາຫາລື ໃຫ້ຄຳປຶກສາ",
    "online": "ອອນລາຍ ທາງອອນລາຍ ຜ່ານອອນລາຍ ທາງອິນເຕີເນັດ ຜ່ານອິນເຕີເນັດ ທາງໂທລະສັບ ຜ່ານເຟສບຸກ ຜ່ານສື່ສັງຄົມ",
    "fund": "ກອງທຶນ bhyt bhxh ປະກັນສຸຂະພາບ ປະກັນໄພສຸຂະພາບ ປະກັນສັງຄົມ ປະກັນໄພສັງຄົມ ກອງທຶນປະກັນສຸຂະພາບ ກອງທຶນປະກັນໄພສຸຂະພາບ",
    "pays": "ຈ່າຍຄືນ ຈ່າຍຄືນໃຫ້ ຊຳລະຄືນ ຈ່າຍ ຈ່າຍໃຫ້ ຈ່າຍຄ່າ ຊຳລະ ຊຳລະໃຫ້ ອອກໃຫ້ ຮັບຜິດຊອບ ໄດ້ຈ່າຍ ໄດ້ຈ່າຍໃຫ້ ຈະຈ່າຍ ຈະຈ່າຍໃຫ້ ຊ່ວຍຈ່າຍ",
    "offices": "ແຂວງ ນະຄອນ ຫວຽດນາມ ຂັ້ນຮາກຖານ ຂັ້ນ ພື້ນຖານ ເຂດ ພາກ ເມືອງ ທ້ອງຖິ່ນ",
    "office": "ພະແນກ ພະແນກການ ບັນດາພະແນກ ຫ້ອງການ ກະຊວງ ກົມ ຄະນະ ອົງການ ສູນ",
    "field": "ສຶກສາ ສຶກສາທິການ ສຶກສາ_ແລະ_ກິລາ ສຶກສາທິການ_ແລະ_ກິລາ ກໍ່ສ້າງ ໂຍທາທິການ ກວດກາ ໂຄສະນາ ໂຄສະນາອົບຮົມ ຈັດຕັ້ງ ແຜນການ ແຜນການ_ແລະ_ການລົງທຶນ ຄຸ້ມຄອງ ຄຸ້ມຄອງຕະຫຼາດ ພັດທະນາຊົນນະບົດ ພັດທະນາກອງທຶນທີ່ດິນ ກວດກາພະຍາດ ຄວບຄຸມພະຍາດ ສົ່ງເສີມກະສິກຳ ສົ່ງເສີມການລົງທຶນ ຮັບຮອງ",
    "turn": "ເພີ່ມຂຶ້ນ ເພີ່ມ ຂຶ້ນ ສູງຂຶ້ນ ຫຼາຍຂຶ້ນ ກ້າວຂຶ້ນ ພຸ້ງຂຶ້ນ ຍົກຂຶ້ນ ຍົກສູງຂຶ້ນ ເຕີບໂຕ ເຕີບໂຕຂຶ້ນ ຂະຫຍາຍຕົວ ຫຼຸດລົງ ຫຼຸດ ລົງ ຕ່ຳລົງ ໜ້ອຍລົງ ຖົດຖອຍ ຕົກລົງ ຫຼຸດຜ່ອນ ຫຼຸດຜ່ອນລົງ",
    "led_to": "ເປັນ ຮອດ ມາເປັນ ບັນລຸ ສູ່ ມາຢູ່ ຢູ່ທີ່ ຍັງເຫຼືອ ເຫຼືອ ຍັງ ມາຮອດ",
    "beyond": "ລື່ນ ເກີນ ສູງກວ່າ ລື່ນກາຍ ຜ່ານ ຂ້າມ",
    "paper": "ແຜນ ແຜນການ ມະຕິ ຄາດໝາຍ ເປົ້າໝາຍ ໂຄງການ",
    "sets": "ວາງໄວ້ ວາງອອກ ກຳນົດ ກຳນົດໄວ້ ຕັ້ງໄວ້ ກຳນົດໃຫ້ ມອບໄວ້ ລະບຸ",
    "people": "ປະຊາຊົນມີ ປະຊາຊົນຢູ່ ປະຊາຊົນໄດ້ ປະຊາຊົນທີ່ມີ ປະຊາຊົນທີ່ໄດ້ ປະຊາຊົນທັງໝົດ",
    "whose": "ແຂວງ ນະຄອນ ທ້ອງຖິ່ນ ລັດ ຂອງແຂວງ ຂັ້ນແຂວງ ສູນກາງ",
    "shall": "ຕ້ອງ ຈະ ຈະຕ້ອງ ຍັງ ໄດ້ ຍັງໄດ້ ກໍ ກໍໄດ້ ຊຶ່ງ ທີ່",
    "spends": "ໃຊ້ ໃຊ້ຈ່າຍ ຈ່າຍ ອອກ ຈັດສັນ ຊ່ວຍ ໜູນຊ່ວຍ ສະໜັບສະໜູນ ອຸດໜູນ ຮັບຜິດຊອບ",
    "now": "ປັດຈຸບັນ ປະຈຸບັນ ປັດຈຸບັນນີ້ ປະຈຸບັນນີ້ ດຽວນີ້ ຕອນນີ້ ບັດນີ້",
    "pay_in": "ຈ່າຍ ຊຳລະ ສົ່ງ ສົມທົບ ປະກອບສ່ວນ ຈ່າຍເງິນ ຊຳລະເງິນ ສົ່ງເງິນ ມອບເງິນ ຈ່າຍຄ່າປະກັນ ຈ່າຍປະກັນ",
    "late": "ຊ້າ ຊັກຊ້າ ລ່າຊ້າ ຫຼ້າຊ້າ ບໍ່ທັນເວລາ ບໍ່ທັນກຳນົດ ບໍ່ຕົງເວລາ ບໍ່ຄົບ ຊ້າກຳນົດ ກາຍກຳນົດ ເກີນກຳນົດ ບໍ່ຕາມກຳນົດ",
    "evades": "ຊ້າ ຊັກຊ້າ ລ່າຊ້າ ຫຼ້າຊ້າ ຕິດ ຕິດຄ້າງ ຫຼົບຫຼີກ ຫຼົບຫຼີກການ ຫຼີກເວັ້ນ ຫຼີກເວັ້ນການ ຫຼີກລ້ຽງ ຫຼີກລ້ຽງການ ຫຼີກລ່ຽງ ໜີການ ຄ້າງການ",
    "premium": "ຄ່າ ຄ່າເບ້ຍ ເບ້ຍ ລາຄາ ອັດຕາຄ່າ ລະດັບຄ່າ ຄ່າທຳນຽມ ຄ່າສົມທົບ ຄ່າບັດ ລາຄາບັດ ລະດັບຈ່າຍ ລະດັບການຈ່າຍ",
    "granted": "ໄດ້ຮັບການ ໄດ້ຮັບ ການ ໄດ້ ຈະ ຈະໄດ້ຮັບການ",
    "aid": "ໜູນຊ່ວຍ ອຸດໜູນ ສະໜັບສະໜູນ ຊ່ວຍເຫຼືອ ຊ່ວຍໜູນ",
    "added": "ເພີ່ມ ຕື່ມ ເພີ່ມເຕີມ ຕື່ມອີກ ເພີ່ມອີກ ເພີ່ມຕື່ມ",
    "settles": "ແກ້ໄຂ ໄດ້ແກ້ໄຂ ພິຈາລະນາ ໄດ້ພິຈາລະນາ ແກ້ໄຂລະບອບ ໄດ້ແກ້ໄຂລະບອບ ລະບອບ ພິຈາລະນາລະບອບ ແກ້ໄຂເອກະສານ",
    "has": "ມີ ໄດ້ ໄດ້ມີ ໄດ້ຮັບ ອອກ ໄດ້ອອກ",
    "decision": "ມະຕິ ຄຳຕັດສິນ ຂໍ້ຕົກລົງ ຄຳສັ່ງ ມະຕິຕົກລົງ ໃບອະນຸມັດ",
    "gets": "ຮັບເງິນອຸດໜູນ ໄດ້ຮັບເງິນອຸດໜູນ ໃຫ້ຮັບເງິນອຸດໜູນ ໃຫ້ໄດ້ຮັບເງິນອຸດໜູນ ຮັບ ໄດ້ຮັບ ຮັບເງິນ ໄດ້ຮັບເງິນ ໃຫ້ຮັບ ໃຫ້ໄດ້ຮັບ ໃຫ້ຮັບເງິນ ໃຫ້ໄດ້ຮັບເງິນ ອຸດໜູນ ໄດ້ຮັບການອຸດໜູນ ຈ່າຍເງິນ",
    "unpaid": "ໄດ້ຮັບເງິນ ໄດ້ເງິນ ໄດ້ຮັບລະບອບ ໄດ້ຮັບສິດ ໄດ້ຮັບບັດ ໄດ້ບັດ ຮັບບັດ ໄດ້ຮັບການໜູນຊ່ວຍ ໄດ້ຮັບການອຸດໜູນ ໄດ້ຮັບການຊ່ວຍເຫຼືອ",
    "without": "ບໍ່ມີ ບໍ່ໄດ້ຮັບ ບໍ່ທັນມີ ຍັງບໍ່ມີ ບໍ່ໄດ້ກິນ",
    "pension": "ບຳນານ ເງິນບຳນານ ເບ້ຍບຳນານ ເງິນກະສຽນ ເງິນອຸດໜູນກະສຽນ",
    "lost": "ໝົດສິດ ເສຍສິດ ບໍ່ມີສິດ ຂາດສິດ ບໍ່ມີສິດໄດ້ ໝົດສິດໄດ້ ໝົດເງື່ອນໄຂ ບໍ່ຢູ່ໃນກຸ່ມ ຖືກຕັດສິດ",
    "overdue": "ຊັກຊ້າ ຊ້າຈ່າຍ ຈ່າຍຊ້າ ຈ່າຍຊັກຊ້າ ຊ້າ ໜີ້ ຄ້າງ ຄ້າງຈ່າຍ ຕິດຄ້າງ ໜີ້ຄ້າງ ເງິນຊັກຊ້າ ເງິນຄ້າງ ລ່າຊ້າ",
    "interest": "ຕ້ອງຄິດດອກເບ້ຍ ທີ່ຕ້ອງຄິດດອກເບ້ຍ ຕ້ອງຄິດໄລ່ດອກເບ້ຍ ທີ່ຕ້ອງຄິດໄລ່ດອກເບ້ຍ ຄິດດອກເບ້ຍ ຄິດໄລ່ດອກເບ້ຍ ຕ້ອງເສຍດອກເບ້ຍ ທີ່ຕ້ອງເສຍດອກເບ້ຍ ທີ່ຄິດດອກເບ້ຍ ມີດອກເບ້ຍ",
    "must": "ຍັງຕ້ອງ ຕ້ອງ ຈະຕ້ອງ ຕ້ອງໄດ້ ຍັງຕ້ອງໄດ້ ຕ້ອງສືບຕໍ່",
    "find": "ເພີ່ມ ຂະຫຍາຍ ຫາ ຊອກ ຊອກຫາ ພັດທະນາ ຂົນຂວາຍ",
    "again": "ອີກ ຕື່ມ ຕື່ມອີກ ເພີ່ມອີກ ໃໝ່ ໃໝ່ອີກ",
    "gifts": "ຢາ ຢາຟຣີ ຂອງຂວັນ ເຄື່ອງ ເຄື່ອງນຸ່ງ ເຂົ້າສານ ອາຫານ ລົດຖີບ ທຶນການສຶກສາ ປຶ້ມຮຽນ ເຮືອນ ງົວ",
    "dues": "ເງິນຈ່າຍ ລະດັບເງິນຈ່າຍ ຄ່າຈ່າຍ ຈຳນວນເງິນຈ່າຍ ເງິນຕ້ອງຈ່າຍ ເງິນຈ່າຍປະກັນ",
    "across": "ຂອງ ທົ່ວ ຂອງທົ່ວ ຂອງທັງ ໃນທົ່ວ ລະດັບ ໃນ",
}
"""Words of which the phrases below are built."""


_FUND_SCHEMES = {
    "bhyt": "health_insurance", "ປະກັນສຸຂະພາບ": "health_insurance", "ປະກັນໄພສຸຂະພາບ": "health_insurance",
    "ກອງທຶນປະກັນສຸຂະພາບ": "health_insurance", "ກອງທຶນປະກັນໄພສຸຂະພາບ": "health_insurance",
    "bhxh": "social_insurance", "ປະກັນສັງຄົມ": "social_insurance", "ປະກັນໄພສັງຄົມ": "social_insurance",
}  # fmt: skip
"""The schemes of the funds that pay: a phrase of fund and verb tells both."""


_REGIMES = {
    "ເຈັບປ່ວຍ": "social_insurance", "ເຈັບເປັນ": "social_insurance", "ເຈັບໄຂ້": "social_insurance", "ເກີດລູກ": "social_insurance",
    "ເຈັບປ່ວຍ, ເກີດລູກ": "social_insurance", "ເຈັບປ່ວຍ ແລະ ເກີດລູກ": "social_insurance", "ເຈັບປ່ວຍ-ເກີດລູກ": "social_insurance",
    "ເຈັບເປັນ, ເກີດລູກ": "social_insurance", "ເຈັບເປັນ ແລະ ເກີດລູກ": "social_insurance", "ພັກຟື້ນ": "social_insurance",
    "ພັກຟື້ນສຸຂະພາບ": "social_insurance", "ອຸບັດເຫດແຮງງານ": "social_insurance", "ເສຍຊີວິດ": "social_insurance",
    "ອຸບັດຕິເຫດແຮງງານ": "social_insurance", "ຫວ່າງງານ": "unemployment_insurance", "ການຫວ່າງງານ": "unemployment_insurance",
}  # fmt: skip
"""What social insurance pays for, beside pensions, with its scheme."""


_DID = {
    "ດຶງດູດ": "new_participants", "ຂົນຂວາຍ": "new_participants", "ປຸກລະດົມ": "new_participants",
    "ພັດທະນາໃໝ່": "new_participants", "ຂະຫຍາຍໃໝ່": "new_participants", "ຂະຫຍາຍໄດ້": "new_participants",
    "ພັດທະນາໄດ້": "new_participants", "ເຂົ້າຮ່ວມໃໝ່": "new_participants", "ລະດົມໃຫ້": "new_participants",
    "ລົງຊື່": "new_participants", "ລົງທະບຽນ": "new_participants", "ລົງທະບຽນເຂົ້າຮ່ວມ": "new_participants",
    "ເຂົ້າຮ່ວມ": "participants", "ເຂົ້າຮ່ວມຟັງ": "attendees", "ໂຄສະນາ": "events",
    "ເກັບ": "collection", "ຊ່ວຍ": "support", "ໜູນຊ່ວຍ": "support", "ບໍລິຈາກ": "support", "ຊ່ວຍຊື້": "support",
    "ອອກໃຫ້": "support", "ອອກບັດ": "cards", "ສ້າງບັດ": "cards", "ບໍລິຈາກບັດ": "cards", "ເບີກຈ່າຍທຶນ": "other",
}  # fmt: skip
"""Verbs of measures: behind the word that says that it was done they are one form with it."""


def _phrases() -> Iterator[tuple[str, str, Any]]:
    """Phrases that Lao builds freely of a few words: changes done, plans assigned, laws cited, members sought, help given."""
    word = {name: some.split() for name, some in _WORDS.items()}
    for owner in word["owners"]:
        yield f"{owner}ມີນາ", "shield", True  # "I have fields", which begins like "March"
    for way in ("up", "down"):
        for change, done in product(word[way], ("ໄດ້", "ຍັງ", "ກໍ")):
            yield f"{done}{change}", "change", way
    for change, to in product(word["turn"], word["led_to"]):
        yield change + to, "change", "level"
    for plan, got, assigned in product(word["plan"], word["got"], word["assigned"]):
        yield f"ຂອງ{plan}{got}{assigned}", "base", "plan"
        yield f"ຂອງ{plan}{got}{assigned}", "scenario", "actual"
    for paper, sets in product(word["paper"], word["sets"]):
        yield paper + sets, "scenario", "target"
        yield f"ທີ່{paper}{sets}", "shield", True  # behind its figure it says nothing of the next
    for by, law in product(word["by"], word["law"]):
        yield f"{by}{law}", "scenario", "rule"
        yield f"{by}{law}", "refuse_before", "identifier"
        yield f"{by}{law}ເລກທີ", "scenario", "rule"
        yield f"{by}{law}ເລກທີ", "refuse_before", "identifier"
    for seek, sought, more in product(word["seek"], word["sought"], ("", "ໃໝ່", "ຕື່ມ", "ຕື່ມອີກ", "ເພີ່ມ")):
        yield f"{seek}{sought}{more}", "measure", "new_participants"
    for newcomers in word["newcomers"]:
        yield newcomers, "measure", "new_participants"
    for way in word["free"]:
        yield way, "scheme_hint", "voluntary_social_insurance"
    for social, gap in product(word["social"], ("", " ")):
        for way in word["free"]:
            yield f"{social}{gap}{way}", "scheme", "voluntary_social_insurance"
        for way in word["bound"]:
            yield f"{social}{gap}{way}", "scheme", "social_insurance"
    for social, gap, jobless in product(
        ("ປະກັນ", "ປະກັນໄພ", "ເງິນອຸດໜູນ", "ອຸດໜູນ", "ເງິນຊ່ວຍເຫຼືອ"), ("", " "), word["jobless"]
    ):
        yield f"{social}{gap}{jobless}", "scheme", "unemployment_insurance"
        if "ເງິນ" in social:  # written whole, or the scheme's longer name takes the verb's object away
            for receive in ("ໄດ້ຮັບ", "ຮັບ", "ຂໍຮັບ", "ຂໍ", "ຜູ້ຮັບ", "ຜູ້ໄດ້ຮັບ"):
                yield f"{receive}{social}{gap}{jobless}", "scheme", "unemployment_insurance"
                yield f"{receive}{social}{gap}{jobless}", "measure", "beneficiaries"
    for takes, money, social, once in product(
        ("ຖອນ", "ຮັບ", "ຂໍຖອນ", "ຂໍຮັບ", "ເບີກ", "ໄດ້ຮັບ"),
        ("", "ເງິນ"),
        ("ປະກັນສັງຄົມ", "ປະກັນໄພສັງຄົມ", "bhxh", " bhxh", " bhxh "),
        ("ເທື່ອດຽວ", "ຄັ້ງດຽວ", "ໜຶ່ງຄັ້ງ", "ເທື່ອໜຶ່ງ"),
    ):
        yield f"{takes}{money}{social}{once}", "measure", "beneficiaries"
        yield f"{takes}{money}{social}{once}", "scheme", "social_insurance"
    for sets, goal, how in product(
        ("ຕັ້ງ", "ວາງ", "ກຳນົດ", "ໝາຍ", "ໄດ້ວາງ", "ໄດ້ຕັ້ງ"),
        ("ເປົ້າ", "ເປົ້າໝາຍ", "ຄາດໝາຍ", "ຈຸດໝາຍ"),
        ("", "ໃຫ້", "ຈະ", "ວ່າຈະ", "ໃຫ້ໄດ້"),
    ):
        yield f"{sets}{goal}{how}", "scenario", "target"
    for leaves, social in product(
        ("ອອກຈາກ", "ຖອນອອກຈາກ", "ຢຸດ", "ເຊົາ", "ຢຸດເຂົ້າ", "ບໍ່ຕໍ່", "ບໍ່ຕໍ່ບັດ", "ປະ"),
        ("ປະກັນສຸຂະພາບ", "ປະກັນໄພສຸຂະພາບ", "ປະກັນສັງຄົມ", "ປະກັນໄພສັງຄົມ", "bhyt", " bhyt", "bhxh", " bhxh"),
    ):
        yield f"{leaves}{social}", "measure", "other"
    for takes, once in product(("ຖອນ", "ໄດ້ຖອນ"), ("ເທື່ອດຽວ", "ຄັ້ງດຽວ", "ເທື່ອໜຶ່ງ")):
        yield f"{takes}{once}", "measure", "beneficiaries"
        yield f"{takes}{once}", "scheme_hint", "social_insurance"
    for verb, measure in _DID.items():
        yield f"ໄດ້{verb}", "measure", measure
        yield f"ໄດ້{verb}", "scenario", "actual"
    for whose, shall, spends in product(word["whose"], word["shall"], word["spends"]):
        yield f"ງົບປະມານ{whose}{shall}{spends}", "measure", "support"
    for whose, spends in product(word["whose"], word["spends"]):
        yield f"ງົບປະມານ{whose}{spends}", "measure", "support"
    for every, place in product(word["every"], word["place"]):
        yield every + place.replace("_", " "), "scope", "each"
        if place not in ("ກຸ່ມ", "ຄອບຄົວ", "ຄົວເຮືອນ", "ເມືອງ", "ຄຸ້ມ"):
            yield every + place.replace("_", " "), "body", True
    for place in word["place"]:
        if "_" not in place:
            yield f"{place}ລະ", "scope", "each"
    for per, place in product(("ຕໍ່", "ຕໍ່ໜຶ່ງ", "ຕໍ່ 1 ", "/"), word["place"]):
        if "_" not in place:
            yield per + place, "scope", "each"
    for person, one in product(word["person"], ("ແຕ່ລະຄົນ", "ແຕ່ລະຜູ້", "ແຕ່ລະທ່ານ", "ທຸກຄົນ")):
        yield person + one, "scope", "each"
    for reach, plan, how in product(
        word["reach"],
        ("ແຜນການ", "ແຜນ", "ຄາດໝາຍ", "ເປົ້າໝາຍ", "ໜ້າທີ່", "ຕົວຊີ້ວັດ", "ທຸກຄາດໝາຍ", "ທຸກເປົ້າໝາຍ"),
        ("", *word["set"]),
    ):
        yield f"{reach}{plan}{how}", "scenario", "actual"
        yield f"{reach}{plan}{how}", "base", "plan"
        if reach in word["beyond"]:
            yield f"{reach}{plan}{how}", "change", "up"
    for unit, helping in product(word["unit"], word["helping"]):
        yield f"{unit}{helping}", "shield", True
    for done, ask in product(("ໄດ້", "ກໍໄດ້", "ຍັງໄດ້", "ຍັງ"), word["ask"]):
        yield f"{done}{ask}", "request", True
    for hard, back in product(word["hard"], word["get_back"]):
        yield f"{hard}{back}", "measure", "arrears"
        if "ຈະ" in hard:
            yield f"{hard}{back}", "scenario", "actual"  # what is hard to get back is no goal
    for pay, late in product(word["pay_in"], word["late"]):
        yield pay + late, "measure", "arrears"
        for sum_of in ("ເງິນ", "ເງິນທີ່", "ຈຳນວນເງິນ", "ຈຳນວນເງິນທີ່", "ຍອດເງິນ", "ຍອດເງິນທີ່"):
            yield sum_of + pay + late, "measure", "arrears"
    for income, of, (fund, scheme) in product(
        ("ລາຍຮັບ", "ຍອດລາຍຮັບ", "ຍອດລວມລາຍຮັບ"), ("", "ຂອງ", "ຈາກ", "ຂອງການ", "ຈາກການ"), _FUND_SCHEMES.items()
    ):
        if "ກອງທຶນ" not in fund:
            yield income + of + fund, "measure", "collection"
            yield income + of + fund, "scheme", scheme
    for evades, pay in product(word["evades"], word["pay_in"]):
        yield evades + pay, "measure", "arrears"
    for premium, (fund, scheme), gap in product(word["premium"], _FUND_SCHEMES.items(), ("", " ")):
        if "ກອງທຶນ" not in fund:
            yield f"{premium}{gap}{fund}", "measure", "contribution"
            yield f"{premium}{gap}{fund}", "scheme", scheme
            if premium in ("ຄ່າ", "ຄ່າບັດ"):
                for helps in word["aid"] + word["help"]:
                    yield f"{helps}{premium}{gap}{fund}", "measure", "support"
                    yield f"{helps}{premium}{gap}{fund}", "scheme", scheme
                yield f"ຄ້າງ{premium}{gap}{fund}", "measure", "arrears"
                yield f"ຄ້າງ{premium}{gap}{fund}", "scheme", scheme
    for has, decision, gets in product(word["has"], word["decision"], word["gets"]):
        yield f"{has}{decision}{gets}", "measure", "beneficiaries"
        yield f"{has}{decision}{gets}", "scenario", "actual"
    for who, part in product(("ຢູ່", "ໜ່ວຍພັກ", "ນາຍ", "ຫົວໜ້າ", "ກຸ່ມ"), ("ບ້ານ", "ຫວອດ", "ຄຸ້ມ", "ເຂດບ້ານ", "ກຸ່ມບ້ານ")):
        yield f"{who}{part}", "refuse_before", "name"
        if who == "ຢູ່":
            yield f"{who}{part}", "unit", "locality"  # with a classifier behind the number it counts
    for not_yet, gets in product(("ບໍ່", "ບໍ່ທັນ", "ຍັງບໍ່", "ຍັງບໍ່ທັນ"), word["unpaid"]):
        yield f"{not_yet}{gets}", "measure", "other"
    for opens, campaign in product(("ຈັດ", "ໄດ້ຈັດ", "ເປີດ", "ໄດ້ເປີດ", "ຈະເປີດ"), ("ບັ້ນເຄື່ອນໄຫວ", "ການເຄື່ອນໄຫວ")):
        yield f"{opens}{campaign}", "measure", "events"
    for must, seek, more in product(word["must"], word["find"], word["again"]):
        yield must + seek + more, "measure", "new_participants"
        yield must + seek + more, "scenario", "target"
    for must, seek, more in product(("ທີ່ຕ້ອງ", "ທີ່ຍັງຕ້ອງ"), word["find"], ("", "ໃຫ້ໄດ້", "ໃຫ້ຄົບ", *word["again"])):
        yield must + seek + more, "measure", "new_participants"
        yield must + seek + more, "scenario", "target"
    for of, lacking in product(
        ("ຂອງຈຳນວນ", "ຂອງຈຳນວນຄົນ", "ຂອງຕົວເລກ", "ຂອງສ່ວນ"),
        ("ທີ່ຍັງຂາດ", "ຍັງຂາດ", "ທີ່ຂາດ", "ທີ່ຍັງເຫຼືອ", "ຍັງເຫຼືອ", "ທີ່ຍັງຄ້າງ"),
    ):
        yield of + lacking, "measure", "other"
    for gives, thing in product(("ແຈກ", "ມອບ", "ມອບໃຫ້", "ແຈກຢາຍ", "ແຈກໃຫ້"), word["gifts"]):
        yield gives + thing, "measure", "other"
    for dues, least in product(word["dues"], ("ຕ່ຳສຸດ", "ສູງສຸດ", "ຕ່ຳທີ່ສຸດ", "ຂັ້ນຕ່ຳ", "ໜ້ອຍສຸດ")):
        yield dues + least, "measure", "contribution"
    for times, who in product(("ເທື່ອ", "ຄັ້ງ"), ("ນັກຮຽນ", "ນັກສຶກສາ", "ຜູ້ປ່ວຍ", "ປະຊາຊົນ", "ແຂກ", "ຜູ້ສູງອາຍຸ")):
        yield times + who, "unit", "case"
    for collects, what in product(("ເກັບ", "ການເກັບ"), ("ລາຍຊື່", "ຂໍ້ມູນ", "ຕົວເລກ", "ເອກະສານ", "ສະຖິຕິ", "ລາຍເຊັນ")):
        yield collects + what, "shield", True
    for tells, more in product(("ແຈ້ງ", "ແຈ້ງເຂົ້າ", "ຂຶ້ນທະບຽນ", "ລົງທະບຽນ"), ("ເພີ່ມ", "ຕື່ມ", "ຕື່ມອີກ", "ເພີ່ມອີກ")):
        yield tells + more, "measure", "new_participants"
    for late, interest in product(word["overdue"], word["interest"]):
        yield late + interest, "measure", "arrears"
        yield late + interest, "scenario", "actual"
    for before in ("ຍັງ", "ກໍ", "ມີຄວາມ", "ຜູ້", "ຜູ້ທີ່", "ຄົນ", "ທີ່", "ທີ່ຍັງ"):
        yield f"{before}ຕ້ອງການ", "shield", True
    for (than, way), period, year in product(
        (
            ("ໜ້ອຍກວ່າ", "down"),
            ("ຕ່ຳກວ່າ", "down"),
            ("ສູງກວ່າ", "up"),
            ("ຫຼາຍກວ່າ", "up"),
            ("ລື່ນ", "up"),
            ("ເກີນ", "up"),
        ),
        ("ໄລຍະດຽວກັນ", "ຊ່ວງດຽວກັນ"),
        ("", "ປີກາຍ", "ຂອງປີກາຍ", "ປີກ່ອນ", "ຂອງປີກ່ອນ", "ປີຜ່ານມາ", "ຂອງປີຜ່ານມາ", "ປີແລ້ວ", "ຂອງປີແລ້ວ"),
    ):
        yield f"{than}{period}{year}", "change", way
        yield f"{than}{period}{year}", "date", "same_period"
    for settles, (regime, scheme) in product(word["settles"], _REGIMES.items()):
        yield f"{settles}{regime}", "measure", "claims"
        yield f"{settles}{regime}", "scheme", scheme
    for granted, aid, added in product(word["granted"], word["aid"], word["added"]):
        yield granted + aid + added, "measure", "support"
    for did, back in product(("", "ໄດ້", "ໄດ້ລົງ"), word["got_back"]):
        yield f"{did}{back}", "measure", "collection"
    for of, plan in product(("ຂອງ", "ຂອງບັນດາ"), ("ຕົວຊີ້ວັດ", "ໂຄຕ້າ", "ໂກຕາ")):
        for how in ("", "ທີ່ລັດຖະບານມອບໝາຍ", "ທີ່ລັດຖະບານມອບໃຫ້", "ທີ່ແຂວງມອບໃຫ້", "ປີ"):
            yield f"{of}{plan}{how}", "base", "plan"
    for by, act, force in product(word["by"], word["act"], word["in_force"]):
        yield f"{by}{act}{force}", "scenario", "rule"
    for about in ("", "ກວ່າ", "ເຖິງ", "ປະມານ", "ເກືອບ"):
        yield f"ຕົກລົງ{about} ", "change", "down"  # right before a number it falls; else somebody agrees
    for foresee, gap in product(word["foresee"], ("", " ")):
        for done in word["done"]:
            yield f"{foresee}{gap}{done}", "scenario", "actual"
        for till in word["till"]:
            yield f"{foresee}{gap}{till}", "prep", "as_of"
    for lacks, cover in product(word["lacks"], word["cover"]):
        yield f"{lacks}{cover}", "measure", "other"
    for gives, more in product(word["help"], word["more"]):
        if gives + more != "ຊ່ວຍໃຫ້":  # "helps so that"
            yield f"{gives}{more}", "measure", "support"
    for without, pension in product(word["without"], word["pension"]):
        yield f"{without}{pension}", "shield", True  # whom it calls tells of no scheme
    for lost, right in product(word["lost"], ("", "ຮັບ", "ໄດ້ຮັບ", "ໃນການຮັບ")):
        for card in ("ບັດ", "ບັດຟຣີ", "ບັດປະກັນສຸຂະພາບ", "ບັດປະກັນໄພສຸຂະພາບ", "ການໜູນຊ່ວຍ", "ການອຸດໜູນ"):
            yield f"{lost}{right}{card}", "measure", "other"
    for talk, online in product(word["talk"], word["online"]):
        yield talk + online, "measure", "events"
    for fund, pays in product(word["fund"], word["pays"]):
        for gap in ("", " "):
            yield f"{fund}{gap}{pays}", "measure", "benefits"
            if fund in _FUND_SCHEMES:
                yield f"{fund}{gap}{pays}", "scheme", _FUND_SCHEMES[fund]
    for social in ("ປະກັນສັງຄົມ", "ປະກັນໄພສັງຄົມ", "bhxh", "bhxh "):
        for rung in ("ຂັ້ນຮາກຖານ", "ພື້ນຖານ"):
            yield f"{social}{rung}", "unit", "organization"
    for gap, where in product(("", " "), word["offices"]):
        yield f"bhxh{gap}{where}", "agency", True
        yield f"bhxh{gap}{where}", "body", True
        if where in ("ແຂວງ", "ນະຄອນ"):
            yield f"bhxh{gap}{where}", "scope", "whole"
    for till, now in product(("ຮອດ", "ມາຮອດ", "ຈົນຮອດ", "ມາເຖິງ", "ເຖິງ", "ຈົນເຖິງ"), word["now"]):
        yield f"ແຕ່{till}{now}", "date", "now"  # but until now, not since
        yield f"ແຕ່{till}{now}", "contrast", True
        yield f"ແຕ່{till}{now}", "break", "clause"
    for people in word["people"]:
        yield people, "base", "population"
    for start, to in product(word["from_now"], word["up_to"]):
        yield start + to, "prep", "by"
    for most, where in product(
        ("ຫຼາຍທີ່ສຸດ", "ຫຼາຍສຸດ", "ໃຫຍ່ທີ່ສຸດ", "ໃຫຍ່ສຸດ", "ສູງທີ່ສຸດ", "ສູງສຸດ", "ຕ່ຳທີ່ສຸດ", "ອັນດັບໜຶ່ງ", "ນຳໜ້າ"),
        ("ໃນປະເທດ", "ຂອງປະເທດ", "ໃນທົ່ວປະເທດ", "ທົ່ວປະເທດ", "ຂອງທົ່ວປະເທດ", "ໃນທັງປະເທດ", "ຂອງທັງປະເທດ"),
    ):
        yield most + where, "shield", True  # "the most in the whole country" is told of one province
    for few, whose in product(("ຫຼຸດ", "ຫຼຸດຜ່ອນ"), ("ຈຳນວນ", "ຈຳນວນບັນດາ")):
        for place in ("ຕາແສງ", "ຫວອດ", "ບ້ານ", "ຫົວໜ່ວຍ", "ໜ່ວຍງານ", "ວິສາຫະກິດ", "ຄົນ", "ຜູ້", "ຄອບຄົວ"):
            yield f"{few}{whose}{place}ທີ່", "shield", True  # those of whom there shall be fewer
    for every, person in product(word["every"], word["person"]):
        yield every + person, "scope", "each"
    for fund, scheme in _FUND_SCHEMES.items():
        if not fund.startswith("ກອງທຶນ"):
            for gap in ("", " "):
                yield f"ອັດຕາ{gap}{fund}", "measure", "coverage_rate"
                yield f"ອັດຕາ{gap}{fund}", "scheme", scheme
    for office, part in product(word["office"], word["field"]):
        yield office + part.replace("_", " "), "body", True
    for pushes, (fund, scheme), gap in product(
        ("ຍູ້", "ຊຸກຍູ້", "ດຶງ", "ນຳ", "ຍົກ", "ພາ"), _FUND_SCHEMES.items(), ("", " ")
    ):
        if "ກອງທຶນ" not in fund:
            yield f"{pushes}{gap}{fund}", "measure", "coverage_rate"
            yield f"{pushes}{gap}{fund}", "scheme", scheme
    for far, plan in product(
        ("ຫ່າງຈາກ", "ຫ່າງໄກຈາກ", "ຍັງຫ່າງຈາກ", "ຍັງໄກຈາກ"), ("ແຜນ", "ແຜນການ", "ຄາດໝາຍ", "ເປົ້າໝາຍ", "ເປົ້າ")
    ):
        yield far + plan, "scenario", "target"
    for average, across in product(word["average"], word["across"]):
        yield f"{average}{across}ປະເທດ", "nationwide", True


# The first letters of all its words come first: they are looked for far quicker than what may not stand before.
_NAMED = re.compile(
    r"(?=[ຂຄຕທນບຢຫເໂ])(?<!ບັນດາ)(?<!ຕາແສງ, )(?<!ຫວອດ, )(?<!ຕາແສງ ແລະ )(?<!ແຕ່ລະ)(?<!ທຸກ)(?<!ທຸກໆ)(?<!ຂັ້ນ)(?<![\d] )(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ເມືອງ|ບ້ານ|ເຂດບ້ານ|ໂຮງຮຽນ(?:ມັດທະຍົມ|ປະຖົມ|ອະນຸບານ)?(?:ຕອນຕົ້ນ|ຕອນປາຍ)?|ໂຮງໝໍ|ບໍລິສັດ(?:ຕັດຫຍິບ|ເກີບ|ໄມ້|ຮຸ້ນສ່ວນ|ຫຸ້ນສ່ວນ|ຈຳກັດ|ກໍ່ສ້າງ|ອາຫານ|ການຄ້າ|ຂົນສົ່ງ)?|ໂຮງງານ(?:ຕັດຫຍິບ|ເກີບ|ໄມ້|ຊີມັງ|ນ້ຳຕານ)?|ຄຸ້ມ|ຂັ້ນຮາກຖານ|ນະຄອນເກົ່າ|ຕົວເມືອງ|ເທດສະບານ|ຢູ່ເຂດ|(?<!ແລະ )(?<!, )ເຂດພິເສດ) "
    r"(?!ແລະ|ຫຼື|ໃນ|ທີ່|ໄດ້|ມີ|ບັນລຸ|ຂອງ|ຕ້ອງ|ຈະ|ເຂົ້າ|ຍັງ|ທັງ|ກັບ|ເພື່ອ|ໃຫ້|ປະຕິບັດ|ສຳເລັດ|ຊຶ່ງ|ເຊິ່ງ|ຢູ່|ໃໝ່|ຊົນ|ເປັນ|ແມ່ນ|ຮ່ວມ|ຂຶ້ນ|ສູ້|ຫຼຸດ|ເຂດ)"
    r"(?=[\u0e80-\u0eff]{2})"
)
"""A word of smaller places or of single houses with a name behind it; a number before it, or "every", counts them."""


_GRAMMAR = frozenset(
    {
        "date",
        "prep",
        "break",
        "scenario",
        "mark",
        "cmp_before",
        "duty",
        "request",
        "scope",
        "measure",
        "scheme",
    }
)
_THIS_PLACE = re.compile(
    r"(?=[ຄຕບຫ])(?<!\d )(?<![\u0e80-\u0eff])(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ)(?:(?:ໄດ້|ມີ|ຈະ|ຍັງ|ຂົນຂວາຍ|ເຮົາ)| ?(?:ສູ້ຊົນ|ພະຍາຍາມ|ຕັ້ງໃຈ|ຕັ້ງເປົ້າ|ວາງ))"
)
"""A ward or commune that acts without a name, and is not counted: the one that is spoken of."""
_AT = re.compile(r"ຢູ່ ([\u0e80-\u0eff]{3,14})(?=[ ,])")
"""At a name: a space sets it off. Those of provinces are known."""


_STORY_NAME = re.compile(
    r"(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ເຂດພິເສດ|ໂຮງຮຽນ|ໂຮງໝໍ) ([\u0e80-\u0eff]{2,14})|([\u0e80-\u0eff]{2,14}(?: [\u0e80-\u0eff]{2,10})?) (?:ແມ່ນ|ເປັນ)(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ)"
)
_GRAMMATICAL = re.compile(
    r"ແລະ|ຫຼື|ໃນ|ທີ່|ໄດ້|ມີ|ບັນລຸ|ຂອງ|ຕ້ອງ|ຈະ|ເຂົ້າ|ຍັງ|ທັງ|ກັບ|ເພື່ອ|ໃຫ້|ຢູ່|ໃໝ່|ແມ່ນ|ເປັນ|ຮ່ວມ|ສູ້|ຊາຍແດນ|ຕ່າງ|ປີ"
)
"""What stands behind a word of places and is no name."""
_STORY = 3
"""In how many lines a story speaks of its place at least."""
_LEAD = 500
"""Within how many letters a story names its place."""
_BARE_PLACE = re.compile(
    r"(?<!\d )(?<!ບັນດາ)(?<!ທຸກ)(?<!ທຸກໆ)(?<!ແຕ່ລະ)(?<!ຫຼາຍ)(?:ຕາແສງ|ຄອມມູນ|ຫວອດ)(?=ນີ້|ໄດ້|ມີ|ຈະ|ຕ້ອງ|ຍັງ|ໝາຍ|ສູ້|ວາງ|[ ,.])"
)
_ALL_OF_IT = re.compile(r"ທົ່ວແຂວງ|ທົ່ວນະຄອນ|ໃນແຂວງ|ທັງແຂວງ|ທັງນະຄອນ")


def story_of_a_part(linker: Linker, view: View) -> None:
    """A title or lead that names a commune, and paragraphs that go on with it: what is told is of that part of the province."""
    context, start = linker.context, view.sentence.start
    if context.home is not None or start >= _LEAD:
        return
    found = _STORY_NAME.search(linker.text, start, view.sentence.end)
    if found is None:
        return
    if found[1] and view.sentence.paragraph:
        return
    name = found[1] or found[2]
    low = found.start(1) if found[1] else found.start(2)
    if any(
        "province" in a.tags and a.start == low for a in linker.atoms[view.sentence.low : view.sentence.high]
    ):
        return
    if found[1] and _GRAMMATICAL.match(name):
        return
    part = whole = 0
    for line in linker.text.split("\n"):
        if _ALL_OF_IT.search(line):
            whole += 1
        elif name in line or _BARE_PLACE.search(line):
            part += 1
    if part >= _STORY and 2 * whole <= part:
        context.home = (low, low + len(name), "part of the province named in the title")


def _opens_phrase(atom: Atom | None) -> bool:
    """Whether a known word at which a name would begin is one of time, place or grammar, and no name."""
    if atom is None:
        return False
    return not _GRAMMAR.isdisjoint(atom.tags) or ("body_end" in atom.tags and atom.end - atom.start > 4)


def named_parts(linker: Linker, view: View) -> None:
    """A ward, commune, village, school or firm that is named: what is told after it is of a part of the province."""
    low, high = view.sentence.start, view.sentence.end
    context = linker.context
    text = linker.text
    carried = context.part if context.part_paragraph == view.sentence.paragraph else None
    known = {linker.atoms[k].start: linker.atoms[k] for k in range(view.sentence.low, view.sentence.high)}
    found = [m.span() for m in _NAMED.finditer(text, low, high) if not _opens_phrase(known.get(m.end()))]
    found += [m.span() for m in _THIS_PLACE.finditer(text, low, high)]
    found += [m.span() for m in _AT.finditer(text, low, high) if m.start(1) not in known]
    found.sort()
    if not found and carried is None:
        return
    whole = [
        linker.atoms[k].start
        for k in range(view.sentence.low, view.sentence.high)
        if "nationwide" in linker.atoms[k].tags
        or (linker.atoms[k].tags.get("scope") == "whole" and "agency" not in linker.atoms[k].tags)
    ]
    for own in view.candidates:
        before = [span for span in found if span[0] < own.numeral.start]
        if not before or own.scope != "whole":
            continue
        start, end = before[-1]
        if any(start < at < own.numeral.start for at in whole):
            continue
        own.scope = "part"
        own.cues["scope"] = (start, end, "named part: a ward, village, school or firm with its name")
    if found and not any(at > found[-1][0] for at in whole):
        context.part = (*found[-1], "named part in the sentence before")
        context.part_paragraph = view.sentence.paragraph


_OF_A_PART = re.compile(
    r"(?:ນ້ອງ|ທ້າວ|ນາງ|ຍານາງ|ເອື້ອຍ|ອ້າຍ|ປ້າ|ລຸງ|ພໍ່ຕູ້|ແມ່ຕູ້|ພໍ່ເຖົ້າ|ແມ່ເຖົ້າ|ຄົນເຈັບ|ຜູ້ປ່ວຍ|ທ່ານ) [^;\n]{0,60}(?:ອາຍຸ |, )\d{1,3} ປີ(?![\u0e80-\u0eff])|"
    r"(?:ຄະນະ|ອົງການ|ສະຫະພັນ|ສະມາຄົມ|ກາແດງ|ຊາວໜຸ່ມ|ແນວໂຮມ|ຫ້ອງການ|ກຸ່ມ|ປະທານ|ນາຍ)[\u0e80-\u0eff]*(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ຄຸ້ມ|ເຂດບ້ານ)(?=[ :,]|ນີ້|ດັ່ງກ່າວ)"
    r"|(?:ຂ້ອຍ|ຂ້າພະເຈົ້າ|ຄອບຄົວເຮົາ|ເຈົ້າຂອງ(?!ໂຄງການ|ການລົງທຶນ))"
    r"|(?:ບໍລິສັດ|ວິສາຫະກິດ|ໂຮງງານ|ໂຮງຮຽນ|ໂຮງໝໍ|ຫົວໜ່ວຍ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ຮ້ານ|ສະຫະກອນ)[^ ,;:.\n\d]{0,24} ?(?:ແຫ່ງ|ບ້ານ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ຮ້ານ)?ໜຶ່ງ(?!ໃນ)"
)
"""Bodies of a ward, commune or village; somebody who speaks of himself; one firm, school or place of many."""
_SOME_PLACES = re.compile(
    r"(?:ຢູ່|ໃນ|ບັນດາ|ສຳລັບ)(?:ບັນດາ)?(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ເມືອງ|ທ້ອງຖິ່ນ)(?:(?:, | ແລະ )(?:ຫວອດ|ບ້ານ))?"
    r"(?:ເຂດ|ທີ່ຢູ່|ຢູ່)?(?:ພູດອຍ|ພູສູງ|ຊາຍແດນ|ຊາຍຝັ່ງ|ຊາຍທະເລ|ຫ່າງໄກ|ທຸກຍາກ|ຊົນເຜົ່າ|ພາກ|ທາງ|ດັ່ງກ່າວ|ເຫຼົ່າ)"
)
"""Before a figure: in the communes of the highlands, in those communes: a part of them all."""
_IN_A_PART = re.compile(
    r" ?(?:ຢູ່|ໃນ|ຂອງ)(?:ບັນດາ)?(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ຄຸ້ມ|ເຂດບ້ານ|ໂຮງງານ|ບໍລິສັດ)(?:ທີ່|ຊາຍແດນ|ເຂດ|ພູດອຍ|ຫ່າງໄກ|ນີ້| [\u0e81-\u0eae\u0ec0-\u0ec4](?!ລະ))"
)
"""Behind a count: "in the communes that …", "in commune A"; not "in communes, wards", which are all."""


_OF_THOSE_IN_A_PART = re.compile(r" ?(?:ຂອງ)?[\u0e80-\u0eff]{3,20}?" + _IN_A_PART.pattern)
"""Behind a share: "of the people in commune A"."""


def told_of_few(linker: Linker, view: View) -> None:
    """What the committee of a commune does, or somebody tells of his own family, is of a part of the province."""
    for own in view.candidates:
        if own.scope != "whole" or own.scenario == "rule":
            continue
        found = _OF_A_PART.search(linker.text, view.sentence.start, own.numeral.start)
        found = found or _SOME_PLACES.search(linker.text, linker.atoms[own.pre].start, own.numeral.start)
        if found is None and own.unit in ("person", "household", "document"):
            found = _IN_A_PART.match(linker.text, linker.atoms[own.last].end)
        if found is None and own.unit == "percent":
            found = _OF_THOSE_IN_A_PART.match(linker.text, own.numeral.end)
        if found is not None and not found[0].startswith("ຄະນະກຳມະການປະຊາຊົນແຂວງ"):
            own.scope = "part"
            own.cues["scope"] = (*found.span(), "told of a commune's body, or of one person")


_GIVEN = re.compile(r"(?:ໃຫ້|ແກ່|ໃຫ້ແກ່|ຕໍ່)(?:ບັນດາ|ທັງ|ທັງໝົດ|ທົ່ວ)? ?$")


def places_counted(linker: Linker, view: View) -> None:
    """Places and offices counted are no part of the province, and as those who are given a goal they are no goal."""
    for own in view.candidates:
        if own.kind != "count" or own.unit not in ("locality", "organization"):
            continue
        scope, goal = own.cues["scope"], own.cues["scenario"]
        start = linker.atoms[own.first].start
        if own.scope == "part" and scope[2] == "part of the province named" and 0 <= start - scope[1] <= 1:
            own.scope = "whole"
            del own.cues["scope"]
        given = _GIVEN.search(linker.text, max(view.sentence.start, start - 14), start)
        asked = linker.text[goal[0] : goal[1]]
        told_by_date = given is not None and "ມອບ" in linker.text[max(0, given.start() - 10) : given.end()]
        beside = asked.endswith(("ຮ້ອງໃຫ້", "ສັ່ງໃຫ້", "ຂໍໃຫ້", "ຊີ້ນຳໃຫ້", "ກຳຊັບໃຫ້")) and 0 <= start - goal[1] <= 1
        if own.scenario == "target" and ((given and "ມອບ" in asked) or beside):
            given = given or _GIVEN.search(linker.text, goal[0], start)
        if own.scenario == "target" and given and ("ມອບ" in asked or beside or told_by_date):
            own.scenario, own.cues["scenario"] = "actual", (*given.span(), "those who are given a goal")
            own.date_role = own.date_start = own.date_end = None


_INSPECTION = re.compile(r"(?:ການ)?ກວດກາ(?!ພະຍາດ|ໂລກ|ໂຣກ|ສຸຂະພາບ|ຄົນເຈັບ)")


def visits_counted(linker: Linker, view: View) -> None:
    """Times behind words of treatment are visits, not meetings: "paid for the treatment of pupils 58,300 times"."""
    for at, own in enumerate(view.candidates):
        if own.unit not in ("event", "case") or own.indicator != "other":
            continue
        high = own.index if own.unit == "event" else own.post
        since = linker.text.rfind(";", view.sentence.start, own.numeral.start)
        treated = [
            m
            for m in view.measures
            if own.pre <= m.first < high
            and m.value in ("claims", "benefits", "beneficiaries")
            and m.start > since
            and not _INSPECTION.match(linker.text, m.start)
        ]
        left = view.candidates[at - 1] if at else None
        if (
            own.unit == "event"
            and left is not None
            and left.measure == "benefits"
            and own.cut in ("none", "space")
        ):
            treated = treated or [m for m in view.measures if m.start == left.cues["measure"][0]]
        if own.unit == "case" and any(
            m.value == "other" and own.pre <= m.first < own.post for m in view.measures
        ):
            continue
        if treated:
            own.unit, own.measure = "case", "claims"
            own.scheme = own.scheme or linker.context.scheme or linker.context.topic
            own.indicator = f"{own.scheme}.claims" if own.scheme else "other"
            own.cues["unit"] = own.cues["measure"] = (
                treated[-1].start,
                treated[-1].end,
                "times of treatment are visits",
            )


def each_behind(linker: Linker, view: View) -> None:
    """As in "120 million a household": what every one has stands right behind the sum. One sick person is a part."""
    for own in view.candidates:
        told = own.cues.get("scope")
        if own.scope == "each" and told is not None and own.per is None and own.scenario == "actual":
            if linker.text[told[0] : told[1]] in ("ຜູ້ໜຶ່ງ", "ຄົນໜຶ່ງ"):
                own.scope = "part"
        if (
            own.scope == "each"
            and own.comparator == ">="
            and own.kind == "count"
            and own.scenario == "actual"
        ):
            own.scenario = "target"
            own.cues["scenario"] = (*own.cues["comparator"][:2], "what each is to reach at least")
        if own.scope == "each" and told is not None and told[0] > own.numeral.end:
            if own is not view.candidates[-1] and linker.text.startswith(("ແຕ່ລະ", "ທຸກ"), told[0]):
                own.scope = "whole"  # "25 members  each pays in 50,000"
                del own.cues["scope"]
        if own.scope == "whole":
            for atom in linker.atoms[own.pre : own.first]:
                if "unit" in atom.tags and linker.text.endswith(("ແຕ່ລະ", "ທຸກ", "ທຸກໆ"), 0, atom.start):
                    if "scope" not in atom.tags:
                        own.scope, own.cues["scope"] = (
                            "each",
                            (atom.start, atom.end, "what each must reach or have"),
                        )
        at = own.last + 1
        if own.kind == "percentage" or at >= view.sentence.high:
            continue
        atom = linker.atoms[at]
        opens = own is not view.candidates[-1] and linker.text.startswith(("ແຕ່ລະ", "ທຸກ"), atom.start)
        if atom.tags.get("scope") == "each" and atom.start - linker.atoms[own.last].end <= 1 and not opens:
            own.scope = "each"
            own.cues["scope"] = (atom.start, atom.end, "each behind the sum")


def _since(view: View, at: int) -> int:
    """Where a look back from a place in a sentence begins: bounded, however long the sentence is."""
    return max(view.sentence.start, at - _LOOK_BACK)


_LOOK_BACK = 160
"""How many letters before a figure the words that tell what it is stand at most."""


def _retell(own: Candidate, measure: str, cue: tuple[int, int], rule: str, scheme: str | None) -> None:
    """Make a figure one of another measure; `other` where no scheme is known, or the measure is of none."""
    own.scheme, own.measure, own.base = scheme, measure, own.base if own.base == "plan" else None
    own.indicator = f"{scheme}.{measure}" if scheme is not None and measure != "other" else "other"
    own.cues["measure"] = (*cue, rule)
    if own.indicator == "other":
        own.measure = None


def _set_rule(own: Candidate, cue: tuple[int, int], rule: str) -> None:
    """Make a figure one of law or policy, which has no date."""
    own.scenario = "rule"
    own.date_role = own.date_start = own.date_end = None
    own.cues["scenario"] = (*cue, rule)


_GIVEN_TO = re.compile(r"\s?(?:ຂອງ[\u0e80-\u0eff]{2,20} ?)?(?:ສຳລັບ|ແກ່|ໃຫ້(?!ໄດ້|ບັນລຸ|ສຳເລັດ|ຮອດ))")
"""What stands behind a share that somebody is given: for, to."""


def shares_given(linker: Linker, view: View) -> None:
    """Shares behind a word of support are support where those who get it follow: "50 % to the poor, 20 % for others"."""
    for at, own in enumerate(view.candidates):
        if (
            own.unit != "percent"
            or own.base in ("plan", "amount_due", "population")
            or own.measure == "growth"
        ):
            continue
        left = view.candidates[at - 1] if at else None
        given = [m for m in view.measures if m.value == "support" and m.last < own.index]
        received = any(
            m.first in range(own.pre, own.index) and m.value == "beneficiaries" for m in view.measures
        )
        listed = left is not None and left.measure == "support" and left.kind == "percentage"
        if not given or not (_GIVEN_TO.match(linker.text, own.numeral.end) or (listed and received)):
            continue
        scheme = left.scheme if listed and left is not None else own.scheme
        cue = (given[-1].start, given[-1].end)
        _retell(
            own,
            "support",
            cue,
            "share of support, given to those named behind",
            scheme or linker.context.scheme or linker.context.topic,
        )
        if own.scenario != "target":
            _set_rule(own, cue, "shares of support are set by policy")


_INCOME = re.compile(
    r"ລາຍຮັບ|ລາຍໄດ້|ເງິນເດືອນ|ຄ່າແຮງ|ບຳນານ|ອຸດໜູນ|ກຳໄລ|ຄ່າເຊົ່າ|ໜູນຊ່ວຍ|ຄ່າຢາ|ຄ່າປິ່ນປົວ|ຄ່າກວດ|ຄ່າຮຽນ|ຄ່າໃຊ້ຈ່າຍ|ຄ່າໄຟ|ຄ່ານ້ຳ"
)
_BASE_SUM = re.compile(
    r"(?:(?:ເງິນເດືອນ|ຄ່າຈ້າງ|ຄ່າແຮງ(?:ງານ)?)(?:ຂັ້ນ)?ພື້ນຖານ|(?:ຄ່າແຮງງານ|ເງິນເດືອນ|ຄ່າຈ້າງ)(?:ຂັ້ນ)?ຕ່ຳ(?:ສຸດ)?|(?:ມາດ(?:ຕະ)?ຖານ|ເສັ້ນ|ລະດັບ|ເກນ)(?:ຄວາມ|ຄອບຄົວ|ຄົວເຮືອນ|ຄົນ)?ທຸກ(?:ຍາກ)?)[^,;.\n\d]{0,36}$"
)
_PAYS_IN = re.compile(r"(?:ຈ່າຍ|ສົ່ງ|ເສຍ)(?:ຄ່າ|ເງິນ)?(?:ປະກັນ|bhxh|bhyt| bhxh| bhyt)")
_PAYS = re.compile(r"(?:ຈ່າຍ|ເສຍ|ສົ່ງ)(?:ເງິນ|ພຽງ|ແຕ່|ພຽງແຕ່|ປະມານ|ເກືອບ|ກວ່າ|ໃຫ້| )*$")
_THAT_IS = re.compile(
    r"(?: ?ຂອງ[^,;.\n\d]{2,30}?)?,? ?(?:ຄື|ຫຼື|ໝາຍຄວາມວ່າ|ໝາຍເຖິງ|ເທົ່າກັບ|ເທົ່າ|ແມ່ນ|ເປັນເງິນ|ຄິດເປັນເງິນ|ປະມານ| )+"
)
_BOUGHT = re.compile(r"[^,;.\n]{0,30}(?:ຊື້|ເຮັດ|ອອກ)(?:ບັດ|ປະກັນ)[^,;.\n]{0,40}(?:ໃຫ້|ແກ່|ມອບ)")
_WORTH = re.compile(
    r"(?:ຊື້|ມອບ|ແຈກ|ບໍລິຈາກ|ໃຫ້)(?:ບັດ|ປຶ້ມ|ປື້ມ)[^;.\n]{0,90}(?:ມູນຄ່າ|ເປັນເງິນ|ລວມເງິນ)(?:ລວມ|ທັງໝົດ|ກວ່າ|ເກືອບ|ປະມານ| )*$"
)
"""Before a sum: cards bought or given, worth …"""
_TREATED = re.compile(
    r"(?:ຄ່າປິ່ນປົວ|ຄ່າຜ່າຕັດ|ຜ່າຕັດ|ຄ່າຢາ|(?:ນອນ|ເຂົ້າ|ໄປ|ອອກ|ຢູ່)ໂຮງໝໍ|ຄ່າໂຮງໝໍ|ປິ່ນປົວ|ເຈັບ|ຄ່າໃຊ້ຈ່າຍ)[^.\n]*(?:ຈ່າຍ|ເສຍ)(?:ເອງ|ເງິນ|ແຕ່|ພຽງ|ປະມານ| )*$"
)
"""Before what a patient paid."""
_PAY_MONTHLY = frozenset({"unemployment_insurance", "social_insurance", "voluntary_social_insurance"})
"""Schemes that pay by the month."""
_RECEIVES = re.compile(
    r"(?:ໄດ້ຮັບ|ໄດ້|ຮັບ)(?:ເງິນ)?(?:ສະເລ່ຍ|ປະມານ|ເກືອບ|ພຽງ|ກວ່າ|ຫຼາຍກວ່າ|ແຕ່ລະເດືອນ|ໃນແຕ່ລະເດືອນ|ເດືອນລະ|ທຸກເດືອນ|ຈຳນວນ| )*$"
)
_EARNS = re.compile(r"ລາຍຮັບ|ລາຍໄດ້|ເງິນເດືອນ|ຄ່າແຮງ|ກຳໄລ|ຄ່າຈ້າງ|ຄ່າຕອບແທນ|ຂາຍ|ໜູນຊ່ວຍ|ຊ່ວຍເຫຼືອຈາກ")
_JUST_MONEY = re.compile(r"[,\"] ?ເງິນ ?$")
_BARE_SUM = re.compile(r"[\s\",-]*(?:ຈຳນວນ|ເງິນ|ດ້ວຍ|ກັບ|ພຽງ|ແຕ່|ປະມານ|ນີ້ )+\s?")
"""All that stands before a sum that is nobody's income: "the sum of"."""
_ASKED = re.compile(r"(?:ຈ່າຍ|ເສຍ|ສົມທົບ|ສົ່ງ)[^\n]*\?[\" ]*$")
_FOR_MONTHS = re.compile(r" ?(?:ດົ່ງ)? ?(?:ສຳລັບ|ໃຫ້|ເປັນເວລາ|ໃນໄລຍະ|ຄັ້ງດຽວ) ?\d{1,2} (?:ເດືອນ|ປີ)")
_BUDGET_BEHIND = re.compile(r" ?(?:ດົ່ງ)? ?(?:ຕໍ່ປີ|/ປີ|ແຕ່ລະປີ)? ?(?:ຈາກ|ຂອງ|ໃນ)(?:ແຫຼ່ງ)?(?:ທຶນ)?ງົບປະມານ")
_BUDGET_NEEDS = re.compile(
    r"(?:ງົບປະມານ|ແຫຼ່ງທຶນ|ຍອດທຶນ|ທຶນປະຕິບັດ|ຈຳນວນເງິນ(?:ໜູນຊ່ວຍ|ປະຕິບັດ)|ໃຊ້(?:ທຶນ|ເງິນ|ງົບ))[^;.\n\d]{0,40}(?:ປະມານ|ແມ່ນ|ໃຊ້|ທຶນ|ເງິນ|ເຖິງ|ຮອດ|ກວ່າ|ເກືອບ|ແລ້ວ| )*$"
)
"""Before and behind a sum: what the budget needs for it."""
_A_RATE_MAKES = 2_000_000
"""What a rate of contribution comes to by the month lies below this."""
_A_CARD = 300_000
"""For less no card is bought."""
_NO_PREMIUM = 50_000_000
"""Dong beyond which no single member's contribution lies."""
_OWN_MONEY = 15_000_000
"""Dong from which on what one pays at once, and not by the month, is no premium."""


_PAYER = re.compile(r"(?:ຫົວໜ່ວຍ|ວິສາຫະກິດ|ບໍລິສັດ|ນາຍຈ້າງ|ໂຮງງານ|ຜູ້ໃຊ້ແຮງງານ)[^,;.\n\d]{0,24}$")
_AFTER_INSPECTION = re.compile(r"(?:ຫຼັງ|ຫຼັງຈາກ|ພາຍຫຼັງ|ຜ່ານ)(?:ການ)?(?:ກວດກາ|ທວງ)[^;.\n\d]{0,24}$")
_INTO_FUND = re.compile(r" ?(?:ດົ່ງ)? ?(?:ເຂົ້າ|ໃຫ້|ໃສ່)(?:ໃນ)?(?:ກອງທຶນ|ບັນຊີ|ປະກັນສັງຄົມ|ປະກັນໄພສັງຄົມ|bhxh)")


def firms_pay(linker: Linker, view: View) -> None:
    """What firms paid is collected: "after the inspection the firms paid 1,120 billion into the fund"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure != "benefits" or own.cues["measure"][0] > own.numeral.start:
            continue
        payer = _PAYER.search(linker.text, _since(view, own.cues["measure"][0]), own.cues["measure"][0])
        payer = payer or _AFTER_INSPECTION.search(
            linker.text, _since(view, own.cues["measure"][0]), own.cues["measure"][0]
        )
        found = payer or _INTO_FUND.match(linker.text, own.numeral.end)
        if found is not None:
            told = linker.money
            scheme = told.scheme if told is not None and told.measure == "arrears" else own.scheme
            _retell(own, "collection", found.span(), "what firms pay is collected", scheme)
            for share in view.candidates:
                if share.unit == "percent" and share.measure == "benefits" and share.index > own.index:
                    _retell(share, "other", found.span(), "a share of what firms owed", None)


def money_told_plainly(linker: Linker, view: View) -> None:
    """Money without a word for what it is: a premium by the month, cards bought for others, what the sick paid themselves."""
    text, context = linker.text, linker.context
    for at, own in enumerate(view.candidates):
        scheme = own.scheme or context.scheme or context.topic
        cue = own.cues["value"][:2]
        left = view.candidates[at - 1] if at else None
        voluntary = context.topic == "voluntary_social_insurance" and own.scheme == "social_insurance"
        if voluntary and own.measure in ("contribution", "contribution_rate") and "ບັງຄັບ" not in text:
            own.scheme = context.topic
            own.indicator = f"{own.scheme}.{own.measure}"
        if voluntary and "ບັງຄັບ" not in text:
            scheme = context.topic
        if own.kind == "percentage" and own.per == "day":
            _retell(own, "other", cue, "by the day grow fines", None)
        elif own.kind == "money" and _BASE_SUM.search(
            text, view.sentence.start, linker.atoms[own.first].start
        ):
            _retell(own, "other", cue, "the sum by which others are reckoned", None)
            _set_rule(own, cue, "base wages and poverty lines are set by law")
        elif (
            own.kind == "money"
            and left is not None
            and own.cut == "paren"
            and left.measure == own.measure == "support"
        ):
            if left.scenario == "rule":
                _set_rule(own, cue, "the sum that the share before it makes")
        elif (
            own.kind == "money"
            and left is not None
            and left.measure in ("support", "benefits")
            and (left.unit, left.scenario) == ("percent", "rule")
            and _THAT_IS.fullmatch(text, left.numeral.end, own.numeral.start)
        ):
            _retell(
                own,
                left.measure,
                left.cues["measure"][:2],
                "the sum that the share before it makes",
                left.scheme,
            )
            _set_rule(own, cue, "the sum that the share before it makes")
        elif own.kind == "money" and own.per == "day" and own.measure == "contribution":
            _retell(own, "other", cue, "no premium is paid by the day", None)
            own.scenario = "actual" if own.scenario == "rule" else own.scenario
        elif own.kind != "money" or scheme is None:
            continue
        elif own.measure == "collection" and own.per is not None:
            _retell(own, "other", cue, "what one earns, not what is collected", None)
        elif (
            own.measure == "contribution"
            and own.per is None
            and _OWN_MONEY <= own.numeral.value < _NO_PREMIUM
        ):
            _retell(own, "other", cue, "too much for a premium, too little for all", None)
            own.scenario, own.scope = "actual", "whole"
            own.cues.pop("scope", None)
        elif (
            own.measure == "benefits"
            and own.per is not None
            and _PAYS_IN.search(text, view.sentence.start, own.numeral.start)
        ):
            _retell(own, "contribution", cue, "what somebody pays in", own.scheme)
            _set_rule(own, cue, "contributions are set by law")
            own.scope = "each"
            own.cues["scope"] = (*cue, "a contribution is what each one pays")
        elif (
            own.measure == "contribution"
            and own.per is None
            and _TREATED.search(text, view.sentence.start, own.numeral.start)
        ):
            _retell(own, "other", cue, "what one who was treated paid himself", None)
            own.scenario, own.scope = "actual", "whole"
            own.cues.pop("scope", None)
            linker.set_date(view, at)
        elif own.indicator != "other" or own.measure == "other" or "change" in own.cues:
            continue
        elif linker._is_about_support() and (
            _BUDGET_BEHIND.match(text, own.numeral.end)
            or _BUDGET_NEEDS.search(text, view.sentence.start, own.numeral.start)
            or (
                left is not None
                and left.indicator.endswith(".beneficiaries")
                and own.cut in ("comma", "conjunction", "none")
            )
        ):
            _retell(own, "support", cue, "what a budget spends, in an article on help with premiums", scheme)
        elif (
            linker.helped is not None
            and linker.helped.sentence.paragraph == view.sentence.paragraph
            and _BUDGET_NEEDS.search(text, view.sentence.start, own.numeral.start)
        ):
            _retell(own, "support", cue, "what a budget spends on the help told before", linker.helped.scheme)
        elif (
            own.numeral.value < _OWN_MONEY
            and _FOR_MONTHS.match(text, own.numeral.end)
            and _PAYS.search(text, view.sentence.start, own.numeral.start)
        ):
            _retell(own, "contribution", cue, "what one pays for some months", scheme)
            own.scope = "each"
            own.cues["scope"] = (*cue, "a contribution is what each one pays")
        elif (own.numeral.value >= _A_CARD and _BOUGHT.match(text, own.numeral.end)) or _WORTH.search(
            text, view.sentence.start, own.numeral.start
        ):
            _retell(own, "support", cue, "money with which cards are bought for others", scheme)
        elif (
            own.per == "month"
            and own.numeral.value < _OWN_MONEY
            and context.topic in _PAY_MONTHLY
            and _RECEIVES.search(text, view.sentence.start, own.numeral.start)
            and not _EARNS.search(text, view.sentence.start, own.numeral.start)
        ):
            _retell(own, "benefits", cue, "what one receives by the month", own.scheme or context.topic)
        elif own.per in ("month", "quarter", "year") and own.numeral.value < _OWN_MONEY:
            if any(w in text[view.sentence.start : own.numeral.start] for w in linker.spec.language.without):
                continue
            before = text[linker.atoms[own.pre].start : own.numeral.start]
            here = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            answer = not any(map(str.isalpha, before)) and own.pre == view.sentence.low
            lines = text[max(0, view.sentence.start - 120) : view.sentence.start].rstrip()
            paid = _PAYS.search(before) is not None
            bare = (
                _BARE_SUM.fullmatch(before) or _JUST_MONEY.search(before)
            ) is not None and "?" not in lines[-2:]
            rated = left is not None and left.measure == "contribution_rate" and own.cut == "comma"
            bare = bare or (rated and own.measure is None and own.numeral.value < _A_RATE_MAKES)
            if ((here or paid or bare) and not _INCOME.search(before)) or (answer and _ASKED.search(lines)):
                _retell(own, "contribution", cue, "a sum by the month or year for a scheme", scheme)
                _set_rule(own, cue, "contributions are set by law")
                own.scope = "each"
                own.cues["scope"] = (
                    *cue,
                    "one person's" if answer else "a contribution is what each one pays",
                )


_THAN_BEFORE = re.compile(r" ?(?:ຂອງ|ທຽບໃສ່|ທຽບກັບ|ເມື່ອທຽບກັບ|ເມື່ອທຽບໃສ່)(?:ຂອງ)?(?:ໄລຍະດຽວກັນ|ຊ່ວງດຽວກັນ|ປີກາຍ|ປີກ່ອນ)")
_BEYOND = re.compile(r"(?:ລື່ນ|ເກີນ|ສູງກວ່າ|ກາຍ) ?$")
_THAN_PLAN = re.compile(r" ?(?:ຄົນ|ຄອບຄົວ)? ?(?:ທຽບໃສ່|ທຽບກັບ|ເມື່ອທຽບກັບ|ເມື່ອທຽບໃສ່)(?:ແຜນ|ຄາດໝາຍ|ເປົ້າໝາຍ)")


_A_SURPLUS = 60
"""Below this a share "beyond the plan" is what is over it, and not all that was reached."""


_THAN_YEAR = re.compile(
    r"(?:(ສູງ|ຫຼາຍ|ເພີ່ມ)|ຕ່ຳ|ໜ້ອຍ|ຫຼຸດ)(?:ຂຶ້ນ|ລົງ)?ກວ່າ(?:(?:ຈຳນວນ|ຕົວເລກ|ຜົນ|ລະດັບ|ທ້າຍ|ຕົ້ນ|ຍອດ)[^,;.\n\d]{0,24})?(?:ປີ|ໄລຍະ|ເດືອນ|ໄຕມາດ|ອາທິດ|ສົກ)[^,;.\n\d]{0,15}(?:\d{4})?[^,;.\n\d]{0,12}$"
)
"""Before a share: "higher than in 2024 by"."""


def compared_with(linker: Linker, view: View) -> None:
    """As in "beyond the plan by 2.3 %", "87 % of the same period": what is set against plan or past is growth."""
    text = linker.text
    for left, own in zip([None, *view.candidates], view.candidates, strict=False):
        if left is not None and own.kind in ("count", "money") and left.kind == own.kind:
            than = _THAN_YEAR.search(text, left.numeral.end, linker.atoms[own.first].start)
            carried = "figure before" in own.cues["measure"][2]
            if than is not None and (carried or (own.indicator == "other" and own.measure is None)):
                own.negative = than[1] is None
                if left.indicator != "other":
                    _retell(own, "growth", than.span(), "set against an earlier time", left.scheme)
                    own.scenario, own.date_role = left.scenario, left.date_role
                    own.date_start, own.date_end = left.date_start, left.date_end
                    for name in ("scenario", "date"):
                        own.cues.pop(name, None)
                        if name in left.cues:
                            own.cues[name] = left.cues[name]
        if own.unit == "percent" and own.indicator == "other" and own.measure is None and left is not None:
            than = _THAN_YEAR.search(text, left.numeral.end, own.numeral.start)
            if than is not None and left.indicator != "other" and left.kind != "percentage":
                _retell(own, "growth", than.span(), "set against an earlier time", left.scheme)
                own.negative, own.comparator = than[1] is None, "="
        if own.kind != "percentage" or own.indicator == "other" or own.measure == "growth":
            continue
        if left is not None and left.base == "plan" and left.numeral.value - 100 == own.numeral.value:
            _retell(own, "growth", left.cues["value"][:2], "what is over the whole plan", left.scheme)
            own.base, own.comparator = None, "="
            continue
        than = _THAN_YEAR.search(text, left.numeral.end if left else view.sentence.start, own.numeral.start)
        if than is not None and own.cut not in ("", "none"):
            _retell(own, "growth", than.span(), "set against an earlier time", own.scheme)
            own.base, own.negative = None, than[1] is None
            continue
        beyond = _BEYOND.search(text, view.sentence.start, own.numeral.start) and (
            _THAN_PLAN.match(text, own.numeral.end)
            or (own.numeral.value < _A_SURPLUS and _PLAN_BEHIND.match(text, own.numeral.end))
        )
        found = beyond or _THAN_BEFORE.match(text, own.numeral.end)
        if found:
            _retell(own, "growth", found.span(), "set against the plan or an earlier time", own.scheme)
            own.base, own.comparator = None, "=" if beyond else own.comparator


_NEW_BEFORE = re.compile(r"(?:ໃໝ່|ຕື່ມ|ຕື່ມອີກ|ເພີ່ມຕື່ມ|ເພີ່ມເຕີມ|ເພີ່ມອີກ|ຄັ້ງທຳອິດ|ເທື່ອທຳອິດ)(?:ໄດ້|ແມ່ນ|ມີ|ຈຳນວນ| )*$")


_NEW_BEHIND = re.compile(
    r" ?(?:ຄົນ ?)?(?:ຕື່ມ|ອີກ)(?![\u0e81-\u0eae])| ?(?:[^,;.\n\d]{0,40}?(?:ຮ່ວມ|ຄົນ|ສະໝັກໃຈ|bhyt|bhxh|bhtn|ສັງຄົມ|ສຸຂະພາບ|ວ່າງງານ) ?)?ໃໝ່(?![\u0e81-\u0eae])"
)


def newly_won(linker: Linker, view: View) -> None:
    """Participants with "new" or "further" right before or behind their number are those won: "participants in A new 148"."""
    for own in view.candidates:
        if own.measure != "participants" or own.kind != "count":
            continue
        start, end = linker.atoms[own.first].start, linker.atoms[own.last].end
        found = _NEW_BEFORE.search(linker.text, max(view.sentence.start, start - 24), start)
        found = found or _NEW_BEHIND.match(linker.text, end)
        if found is not None:
            span = found.span()
            _retell(own, "new_participants", span, "new ones, told beside their number", own.scheme)


_OF_THEM = re.compile(r"(?:ໃນ(?:ຈຳນວນ)?(?:ນັ້ນ|ນີ້)|(?:ສ່ວນຫຼາຍ|ສ່ວນໃຫຍ່|ຫຼັກໆ)(?:ແມ່ນ|ເປັນ)|ປະກອບມີ|ໄດ້ແກ່)[^;.\n]*$")


def make_up_of(linker: Linker, view: View) -> None:
    """As in "of them farmers make up 61 %": what those counted consist of is no coverage, unless the clause says so."""
    for own in view.candidates:
        if own.measure != "coverage_rate":
            continue
        opener = _OF_THEM.search(linker.text, view.sentence.start, own.numeral.start)
        if any(
            {"province", "place_part"} & a.tags.keys()
            for a in linker.atoms[max(own.pre, own.first - 2) : own.first]
        ):
            continue  # "the best are Dien Bien 98.9 %, Ha Giang 98.7 %"
        telling = ("measure", "scheme") if own.base == "group" else ("measure", "scheme", "base")
        told = [own.cues[name][0] for name in telling if name in own.cues]
        if opener is not None and all(at < opener.start() or at == own.numeral.start for at in told):
            _retell(own, "other", opener.span(), "what those counted consist of", None)


_FINES = re.compile(r"(?:ປັບໃໝ|ຄ່າປັບ)[^;]*$")
_FILES = re.compile(r"ສຳນວນ|ເອກະສານ|ຄຳຮ້ອງ|ຂັ້ນຕອນ")
_PAID_LATE = re.compile(r"ຈ່າຍ|ເງິນ|ໜີ້|ຕື້|ລ້ານ|ຄ້າງ")
_POLICE = re.compile(r"ຕຳຫຼວດ|ສືບສວນ|ສານປະຊາຊົນ|ໄອຍະການ|ດຳເນີນຄະດີ|ຟ້ອງ")


def files_of_police(linker: Linker, view: View) -> None:
    """Files that go to the police or a court are no claims, fines for arrears and files settled late are none."""
    for own in view.candidates:
        if own.measure == "arrears" and own.kind == "money" and "in the figure" not in own.cues["measure"][2]:
            fined = _FINES.search(linker.text, view.sentence.start, own.numeral.start)
            if fined is not None:
                _retell(own, "other", fined.span(), "a fine", None)
        if own.measure == "arrears_rate" and "in the figure" in own.cues["measure"][2]:
            low, high = own.cues["measure"][:2]
            word = linker.text[low:high]
            paid = _PAID_LATE.search(linker.text, view.sentence.start, view.sentence.end)
            if word in ("ຊັກຊ້າ", "ລ່າຊ້າ") and paid is None and view.sentence.tags & {"unit"}:
                if _FILES.search(linker.text, view.sentence.start, view.sentence.end):
                    _retell(own, "other", (low, high), "files settled late", None)
        if own.measure == "claims" and own.unit == "case":
            low, high = linker.atoms[own.pre].start, linker.atoms[own.post - 1].end
            found = _POLICE.search(linker.text, low, high)
            if found is not None:
                _retell(own, "other", found.span(), "files of the police or a court", None)


_PLACES_THAT = re.compile(
    r"(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ທ້ອງຖິ່ນ|ບ້ານ|ຫົວໜ່ວຍ|ວິສາຫະກິດ|ບໍລິສັດ|ໂຮງຮຽນ|ໜ່ວຍງານ|ບ່ອນ|ແຂວງ|ເມືອງ)(?:ໃດ|ທີ່|ໃດທີ່) ?(?:ມີ|ຍັງ)?[^,;:.\n\d]{0,30}?"
    r"(?:(?:ຕ່ຳກວ່າ|ບໍ່ຮອດ|ບໍ່ເຖິງ|ບໍ່ທັນຮອດ|ບໍ່ທັນເຖິງ|ໜ້ອຍກວ່າ|ສູງກວ່າ|ເກີນ|ກາຍ|ລື່ນ|ລຸ່ມ|ບໍ່ພໍ|ຍັງບໍ່ຮອດ|ຍັງບໍ່ເຖິງ) ?)$"
)


_THOSE_THAT = re.compile(
    r"(?<!ເປັນ)(?<!ແມ່ນ)(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ທ້ອງຖິ່ນ|ຫົວໜ່ວຍ|ວິສາຫະກິດ|ບໍລິສັດ|ໂຮງງານ|ໜ່ວຍງານ|ນາຍຈ້າງ|ຄອບຄົວ|ຜູ້|ໂຄງການ)"
    r"(?:ໃດ|ໃດທີ່|ທີ່)(?:ມີ|ໃຊ້|ນຳໃຊ້|ຈ້າງ|ຄ້າງ|ຕິດ)[^,;:.\n\d]{0,30}$"
)
"""Before a limit of people or money: firms that have …, those who owe …"""


def places_sorted(linker: Linker, view: View) -> None:
    """As in "communes whose rate is still below 95 %": the limit sorts places or firms."""
    for own in view.candidates:
        if own.kind != "percentage":
            start = linker.atoms[own.first].start
            sorted_by = _THOSE_THAT.search(linker.text, max(view.sentence.start, start - 60), start)
            if sorted_by and own.comparator not in ("=", "~") and own.scope == "whole":
                own.scope, own.cues["scope"] = (
                    "threshold",
                    (*sorted_by.span(), "firms or people by what they have"),
                )
            continue
        found = _PLACES_THAT.search(
            linker.text, max(view.sentence.start, own.numeral.start - 70), own.numeral.start
        )
        if found is None:
            continue
        own.scope = "threshold"
        own.cues["scope"] = (*found.span(), "places or firms by what they reach")
        told = own.cues.get("scenario")
        if own.scenario == "target" and told is not None and told[0] > own.numeral.end:
            own.scenario = "actual"
            del own.cues["scenario"]
        told_of = [c.scheme for c in view.candidates if c.index < own.index and c.measure == "coverage_rate"]
        scheme = told_of[-1] if told_of else linker.context.covered_scheme or own.scheme
        if (
            own.base != "plan"
            and scheme is not None
            and (own.measure in (None, "support") or "figure before" in own.cues["measure"][2])
        ):
            _retell(own, "coverage_rate", found.span(), "limit of the coverage told before", scheme)


_ASKED_BEFORE = re.compile(r"ຮຽກຮ້ອງ|ມອບໝາຍ|ມອບໃຫ້|ສັ່ງ|ຊີ້ນຳ|ກຳຊັບ|ຕ້ອງ")
_ENDS_CLAUSE = frozenset({",", ";", ":", "\n", '"', "(", ")"})
_FINISHED = re.compile(r"(?:ສຳເລັດ|ໃຫ້ແລ້ວ|ແລ້ວສິ້ນ|ໃຫ້ຈົບ|ສິ້ນສຸດ|ແລ້ວເສັດ)[^,;:.\n\d]*$")


def _acts(linker: Linker, view: View, found: DateExpression) -> bool:
    """Whether a body does something at a date: its name opens the date's clause, or stands behind the date, and a verb follows it."""
    atoms, low = linker.atoms, found.index
    while low > view.sentence.low and atoms[low - 1].tags.get("mark") not in _ENDS_CLAUSE:
        low -= 1
    behind = found.stop < view.sentence.high and atoms[found.stop].start - found.end <= 1
    for k in (low, found.stop) if behind else (low,):
        if k != found.index and "body" in atoms[k].tags and "scope" not in atoms[k].tags:
            for atom in atoms[k + 1 : view.sentence.high]:
                if atom.tags.get("mark") in _ENDS_CLAUSE or atom.start - atoms[k].end > 60:
                    break
                if "body_end" in atom.tags:
                    return atom.tags.get("date") != "glue"
    return False


def finished_in(linker: Linker, view: View) -> None:
    """What is completed in a time to come is due then: "the police complete their inquiry in the fourth quarter"; so is
    what a body does then.
    """
    for found in view.sentence.dates:
        if (
            found.preposition in (None, "in")
            and found.shape in ("day", "month", "quarter", "half")
            and found.last
        ):
            if linker.published is not None and found.last > linker.published:
                opens = linker.atoms[view.sentence.low]
                line = linker.text.rfind("\n", 0, view.sentence.start) + 1
                told_on = "body" in opens.tags and _ASKED_BEFORE.search(
                    linker.text, line, view.sentence.start
                )
                if (
                    told_on
                    or _acts(linker, view, found)
                    or _FINISHED.search(linker.text, view.sentence.start, found.start)
                ):
                    found.preposition = "by"


_PLAN_BEHIND = re.compile(
    r"\s?(?:ຂອງ)?(?:ຕົວເລກ|ຈຳນວນ)?(?:ແຜນການ|ແຜນ|ຄາດໝາຍ|ເປົ້າໝາຍ|ຕົວຊີ້ວັດ)(?!ທີ່ຕ້ອງ)"
    r"|\s?[^ ,;.:()\n\d][^,;.:()\n\d]{3,24}ທີ່(?:ໄດ້ຮັບ|ໄດ້|ຖືກ|ແຂວງ|ນະຄອນ|ລັດຖະບານ|ກະຊວງ(?:ການເງິນ)?|ຂັ້ນເທິງ)?(?:ການ)?ມອບ"
)


_AGAINST_PLAN = re.compile(
    r"(?:ທຽບ|ສົມທຽບ|ປຽບທຽບ)(?:ໃສ່|ກັບ)(?:ຕົວເລກ)?(?:ແຜນ|ຄາດໝາຍ|ເປົ້າໝາຍ)[^,;.\n\d]{0,30}, [^,;.\n\d]{0,60}$"
)
"""Before a share: measured against the plan, …"""


def plan_behind(linker: Linker, view: View) -> None:
    """A share right before a word for plan or target is one of it ("93 % plan"), so is one behind "against the plan, …"."""
    for at, own in enumerate(view.candidates):
        if own.unit != "percent":
            continue
        start = linker.atoms[own.first].start
        found = _PLAN_BEHIND.match(linker.text, own.numeral.end) or (
            _AGAINST_PLAN.search(linker.text, view.sentence.start, start) if own.base is None else None
        )
        if found is None:
            continue
        if own.base != "plan":
            own.base = "plan"
            own.cues["base"] = (*found.span(), "plan right behind the share")
        told = own.cues.get("scenario")
        if told is not None and told[0] >= own.numeral.end:
            own.scenario = "actual"
            del own.cues["scenario"]
        heard = own.cues.get("measure")
        if heard and any(m.value == "other" and m.start == heard[0] for m in view.measures):
            own.measure = "other"
        left = view.candidates[at - 1] if at else None
        disbursed = [m for m in view.measures if own.pre <= m.first < own.index and m.value == "other"]
        if heard and found.start() <= heard[0] < found.end() and disbursed:
            own.measure = "other"
        elif heard and found.start() <= heard[0] < found.end() and left is not None and left.scheme:
            # "74 % of the sum assigned" is of what was told before
            own.measure, own.scheme = None, left.scheme
            own.cues["scheme"] = (*left.cues["scheme"][:2], "scheme continued from the figure before")
        elif (
            left is not None
            and left.scheme
            and left.unit == "person"
            and own.cut in ("continuation", "paren")
        ):
            if not any(own.pre <= m.first < own.post for m in view.schemes):
                own.scheme = left.scheme
                own.cues["scheme"] = (*left.cues["scheme"][:2], "scheme continued from the figure before")
        linker.set_indicator(view, at)


_MONTHS_IN = re.compile(
    r"(?:ໃນ|ຕະຫຼອດ|ຜ່ານ|(?<=[,.;:] )|(?<=\n)) ?(\d{1,2}) ເດືອນ(?! ?(?:ໜ້າ|ຕໍ່|ສຸດ|ກ່ອນ|ທ້າຍ|ປີ|ຂຶ້ນ|ຕິດ|ລະ|ເຕັມ|ຫາ|ເຖິງ))"
)


def _is_gone(linker: Linker, found: DateExpression) -> bool:
    return linker.published is not None and found.last is not None and found.last < linker.published


def facts_by_now(linker: Linker, view: View) -> None:
    """What is told as it stands now is no goal of the clause before: "5,000 are to join; until now 4,000 did"; nor is
    what a goal starts from, told behind it: "96 % are to be reached, from 93 % at present".
    """
    for at, own in enumerate(view.candidates):
        goal, dated = own.cues.get("scenario"), own.cues.get("date")
        first = linker.atoms[own.first - 1] if own.first > view.sentence.low else None
        if (
            own.scenario == "target"
            and at
            and first is not None
            and linker.text.startswith("ຈາກ", first.start)
        ):
            behind = (d for d in view.sentence.dates if d.index in (own.last + 1, own.last + 2))
            now = next((d for d in behind if d.shape == "now" or _is_gone(linker, d)), None)
            if now is not None:
                own.scenario, own.cues["scenario"] = (
                    "actual",
                    (now.start, now.end, "what the goal starts from"),
                )
                linker.set_date(view, at)
                continue
        if own.scenario != "target" or own.date_role != "as_of" or goal is None or dated is None:
            continue
        between = linker.text[goal[1] : dated[0]] if goal[1] <= dated[0] <= own.numeral.start else ""
        if any(c in between for c in ";,(") or " ແຕ່" in linker.text[goal[1] : dated[1]]:
            own.scenario, own.cues["scenario"] = "actual", (*dated[:2], "as it stands")
            linker.set_indicator(view, at)


_LED_TO = re.compile(
    r",? ?(?:ແລະ)?(?:ຈົນ)?(?:ເປັນ|ຮອດ|ບັນລຸ|ມາເປັນ|ລວມເປັນ|ເຫຼືອ|ຍັງເຫຼືອ|ກາຍເປັນ|ເຮັດໃຫ້[^,;.\d]{0,30}) ?$"
)


def _bare_share(linker: Linker, view: View, own: Candidate) -> bool:
    """Whether a share of nothing named is another place's, or a goal's, where the article told the coverage of its one scheme."""
    context = linker.context
    if own.unit != "percent" or own.base is not None or not context.covered_scheme or own.numeral.value < 50:
        return False
    told_here = any(m.first in range(own.pre, own.post) for m in (*view.measures, *view.schemes))
    if context.topic != context.covered_scheme or told_here or own.scope == "threshold":
        return False
    cell = linker.atoms[own.pre : own.first]
    named = [a for a in cell if "province" in a.tags or "nationwide" in a.tags]
    if not named and own.scenario != "target":
        return False
    since = named[-1].end if named else linker.atoms[own.pre].start
    told = linker.text[since : linker.atoms[own.first].start]
    known = sum(a.end - a.start for a in cell if a.start >= since)
    return sum(map(str.isalpha, told)) <= known + 14


_ADDS = re.compile(r"ເພີ່ມ|ຂະຫຍາຍ")
_UP_TO = re.compile(r"ຮອດ|ບັນລຸ|ເປັນ|ເຖິງ|ໃຫ້ໄດ້")
_FROM = re.compile(r"(?:ໜູນຊ່ວຍ|ອຸດໜູນ|ຊ່ວຍເຫຼືອ|ຊ່ວຍ)[^,;.\n\d]{0,40}ຈາກ ?$")
_RAISED = re.compile(r"(?:ຍົກ(?:ສູງ)?|ນຳ(?:ພາ|ເອົາ)?|ດຶງ|ພາ|ຊຸກຍູ້)[^,;.\n\d]{0,40}ຂຶ້ນ ?$")
"""Before a share: raise the rate up to."""
_LEAST_RAISED = 30
"""A share below this may be what is added."""
_NO_RISE = 60
"""By so much no coverage rises at once."""


def raised_to(linker: Linker, view: View) -> None:
    """Behind "raise the rate up" a large share is the level aimed at: of the clause's measure, or the rate told before."""
    for at, own in enumerate(view.candidates):
        helped = own.unit == "percent" and own.measure == "growth"
        begun = (
            _FROM.search(linker.text, view.sentence.start, linker.atoms[own.first].start) if helped else None
        )
        if begun is not None:
            own.negative = False
            own.cues.pop("change", None)
            _retell(own, "support", begun.span(), "help that is to be more", own.scheme)
            _set_rule(own, begun.span(), "shares of support are set by policy")
        left = view.candidates[at - 1] if at else None
        if helped and left is not None and left.unit == "percent" and left.measure == "coverage_rate":
            begins = linker.text[: left.numeral.start].rstrip().endswith("ຈາກ")
            word = linker.text[slice(*own.cues["change"][:2])] if "change" in own.cues else ""
            if begins and word in ("ຂຶ້ນ", "ລົງ") and (word == "ຂຶ້ນ") == (own.numeral.value > left.numeral.value):
                own.negative = False
                _retell(
                    own,
                    "coverage_rate",
                    own.cues.pop("change")[:2],
                    "level that the change led to",
                    left.scheme,
                )
                own.base = left.base
        heard = own.cues["measure"]
        adds = own.unit == "percent" and own.measure == "coverage_rate" and own.base is None
        if adds and _ADDS.match(linker.text[heard[0] : heard[1]]) and own.numeral.value < _LEAST_RAISED:
            first = heard[2] == "measure in the figure's clause"
            if not first or not _UP_TO.search(linker.text, heard[1], own.numeral.start):
                _retell(own, "growth", heard[:2], "so many more members", own.scheme)
        if own.measure != "growth" or own.unit != "percent" or own.numeral.value < _LEAST_RAISED:
            continue
        start = linker.atoms[own.first].start
        found = _RAISED.search(linker.text, view.sentence.start, start)
        rate = next(
            (m for m in view.measures if own.pre <= m.first < own.first and m.value == "coverage_rate"), None
        )
        if found is None and rate is not None and own.numeral.value >= _NO_RISE:
            own.negative = False
            own.cues.pop("change", None)
            _retell(
                own, "coverage_rate", (rate.start, rate.end), "level that a rate is raised to", own.scheme
            )
        if found is None:
            continue
        own.negative = False
        own.cues.pop("change", None)
        told = [
            m
            for m in view.measures
            if found.start() <= m.start < start and m.value in ("coverage_rate", "participants")
        ]
        before = (*([linker.told] if linker.told else ()), *linker.counted, *view.candidates[:at])
        rates = [c for c in before if c.unit == "percent"]
        if told or not _THIS_RATE.search(linker.text, found.start(), start) or not rates:
            _retell(own, "coverage_rate", found.span(), "level that a rate is raised to", own.scheme)
        else:
            last = rates[-1]
            measure = last.measure if last.indicator != "other" and last.measure else "other"
            _retell(own, measure, found.span(), "level that the rate told before is raised to", last.scheme)
            own.base = last.base


_TOTAL = re.compile(r"(?:ຍອດລວມ|ຈຳນວນລວມ|ຍອດຜູ້ເຂົ້າຮ່ວມ|ລວມທັງໝົດ|ຈຳນວນທັງໝົດ|ຍອດທັງໝົດ)[^,;.\d]{0,30}$")


def changed_to(linker: Linker, view: View) -> None:
    """The level that a change led to, or began with: "members rose by 12 %, to 35,120", "from 85 % in 2020, coverage rose to 93 %"."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if own.measure == "new_participants" and left is not None and left.measure == "new_participants":
            total = _TOTAL.search(linker.text, left.numeral.end, own.numeral.start)
            if total is not None:
                _retell(own, "participants", total.span(), "all those who take part", own.scheme)
                if right is not None and right.cut in ("continuation", "paren"):
                    linker.set_indicator(view, at + 1)
        if own.indicator != "other" or own.measure is not None or "change" in own.cues:
            continue
        start = linker.atoms[own.first].start
        if left is not None and left.measure == "growth" and own.unit == "person":
            counted = next((m for m in view.measures if m.start == left.cues["measure"][0]), None)
            if counted is not None and counted.value == "participants":
                if _LED_TO.fullmatch(linker.text, linker.atoms[left.last].end, start):
                    _retell(
                        own,
                        "participants",
                        left.cues["measure"][:2],
                        "level that the change led to",
                        left.scheme,
                    )
        opened = linker.text.startswith("ຈາກ", linker.atoms[own.first - 1].start) if own.first else False
        if _bare_share(linker, view, own):
            scheme = linker.context.covered_scheme
            _retell(
                own,
                "coverage_rate",
                own.cues["value"][:2],
                "a share of nothing else, as the coverage told",
                scheme,
            )
        if right is not None and opened and right.measure == "coverage_rate" and right.unit == own.unit:
            base = right.base
            _retell(
                own,
                "coverage_rate",
                right.cues["measure"][:2],
                "level that the change began with",
                right.scheme,
            )
            own.base = base


_DONE_SO_FAR = re.compile(r"(?:ປະຕິບັດ|ບັນລຸ|ສຳເລັດ|ເຮັດ|ຂົນຂວາຍ|ຂະຫຍາຍ|ພັດທະນາ)(?:ໄດ້|ແລ້ວ)?(?:ແມ່ນ|ຈຳນວນ)? ?$")
_OF_WHOM = re.compile(r"\s*(?:ໃນ(?:ຈຳນວນ)?(?:ນັ້ນ|ນີ້)|ໃນບັນດາຜູ້ເຂົ້າຮ່ວມ)[^.;\n\d]{0,40}$")


_OF_WHICH = re.compile(r"\s*ໃນ(?:ຈຳນວນ)?(?:ນັ້ນ|ນີ້),? (?![^;.\n\d]{0,40}(?:ກວມ|ເປັນ|ຄິດ))")


def counted_before(linker: Linker, view: View) -> None:
    """People counted without a measure who go on with those of the sentence before: "the plan is 40,000. 35,120 were done",
    "… take part. Of them 210,000 pupils".
    """
    told, own = linker.told, view.candidates[0] if view.candidates else None
    if told is None or own is None or told.sentence.paragraph != view.sentence.paragraph:
        return
    for share in view.candidates if told.measure == "coverage_rate" and told.unit == "percent" else ():
        opened = _OF_WHICH.match(linker.text, view.sentence.start)
        if opened and share.unit == "percent" and share.indicator == "other" and share.measure is None:
            scheme = told.scheme
            _retell(
                share, "coverage_rate", opened.span(), "of a group of those whose coverage was told", scheme
            )
            share.base, share.cues["base"] = "group", (*opened.span(), "a group of them")
    if own.unit != "person" or own.indicator != "other" or own.measure is not None or "change" in own.cues:
        return
    if told.measure not in ("participants", "new_participants") or told.unit != "person" or view.schemes:
        return
    start = linker.atoms[own.first].start
    done = _DONE_SO_FAR.search(linker.text, view.sentence.start, start) if told.scenario == "target" else None
    whom = (
        _OF_WHOM.match(linker.text, view.sentence.start, start)
        if own.numeral.value < told.numeral.value
        else None
    )
    found = done or whom
    if found is not None:
        _retell(own, told.measure, found.span(), "of those counted in the sentence before", told.scheme)


_SAYS_MORE = frozenset({"measure", "scheme", "scheme_hint", "change", "date", "prep"})


def told_at_the_end(linker: Linker, view: View) -> None:
    """What is said of the last of a list is said of all: "4,000, 20,000 and 3,000 people take part", "the ward A 98 %, B 97 %
    of the people"; a goal named before what was reached is one of the same.
    """
    for own, right in zip(view.candidates[-2::-1], view.candidates[:0:-1], strict=False):
        if (
            own.indicator != "other"
            or own.measure is not None
            or own.unit != right.unit
            or "change" in own.cues
        ):
            continue
        if right.measure not in ("participants", "new_participants", "coverage_rate") or own.base == "plan":
            continue
        between = linker.atoms[own.last + 1 : right.first]
        said = any(
            not _SAYS_MORE.isdisjoint(a.tags) or a.tags.get("mark") not in (None, ",") for a in between
        )
        gap = linker.text[linker.atoms[own.last].end : linker.atoms[right.first].start]
        bare = not gap.replace("ແລະ", "").strip(" ,")
        heads = linker.atoms[own.pre : own.first]
        placed = own.scope == right.scope == "part" or any("nationwide" in a.tags for a in heads)
        placed = placed and own.unit == "percent"
        goal = own.unit == "percent" and own.scenario == "target" and right.scenario == "actual"
        goal = goal and not any("measure" in a.tags or "scheme" in a.tags for a in heads)
        counted = bare and own.unit == "person" and right.numeral.value <= own.numeral.value
        if counted and right.numeral.value * 2 > own.numeral.value and any("unit" in a.tags for a in heads):
            continue  # "the school has 845 pupils, 843 have cards"
        if (not said and right.cut in ("comma", "conjunction", "space") and (bare or placed)) or goal:
            base = right.base
            _retell(
                own, right.measure, right.cues["measure"][:2], "told at the end of the list", right.scheme
            )
            own.base = base if own.unit == "percent" else None


_NOT_BEYOND = re.compile(
    r"ບໍ່(ໃຫ້|ຂະຫຍາຍ|ເພີ່ມ|ປ່ອຍ|ຍົກ|ສ້າງ|ປູກ|ປະ)[^,;.\n\d]{1,50}(?:(ເກີນ|ລື່ນ|ກາຍ|ສູງກວ່າ|ຫຼາຍກວ່າ)|ຕ່ຳກວ່າ|ຫຼຸດ|ໜ້ອຍກວ່າ) ?$"
)
"""Before a number: do not let the rate pass, do not plant more than."""


def negated_limits(linker: Linker, view: View) -> None:
    """What may not be passed is the most that is allowed, what may not be fallen below the least."""
    for own in view.candidates:
        if own.comparator not in (">", "<"):
            continue
        found = _NOT_BEYOND.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None:
            own.comparator = "<=" if found[2] else ">="
            own.cues["comparator"] = (*found.span(), "what may not be passed")
            if found[1] == "ໃຫ້" and "scenario" not in own.cues:
                own.scenario, own.cues["scenario"] = "target", (*found.span(), "what may not be passed")


_AS_TO = re.compile(
    r"\s*(?:ກ່ຽວກັບ|ສຳລັບ|ດ້ານ|ໃນດ້ານ|ທາງດ້ານ|ໃນວຽກ|ວຽກ|ຕໍ່|ສ່ວນ|ພ້ອມກັບ|ຄຽງຄູ່ກັບ|ນອກຈາກ)(?:ການ|ວຽກ)*[^,;:.\n\d]{0,30}(?:, | ?: ?)|\s*(?:[-*•] ?|\d{1,2}[.)] ?)?(?:ການ|ວຽກ|ວຽກງານ)[^,;:.\n\d]{2,40}: ?"
)
"""As to the winning of new participants, …"""


def as_to(linker: Linker, view: View) -> None:
    """What a clause at the sentence's beginning says that it is about does not say what is counted: "as to winning members,
    437,000 people take part".
    """
    found = _AS_TO.match(linker.text, view.sentence.start, view.sentence.end)
    if found is None:
        return
    for own in view.candidates:
        told = own.cues.get("measure", (0, 0, ""))
        carried = own.measure == "new_participants" and told[2] == "measure of the figure before"
        if carried and told[0] < found.end() and own.kind == "count":
            _retell(own, "participants", own.cues["value"][:2], "those who take part", own.scheme)
            continue
        if own.measure != "new_participants" or not found.start() <= told[0] < found.end():
            continue
        stock = [m for m in view.measures if m.value == "participants" and own.pre <= m.first < own.post]
        stock = [m for m in stock if m.start >= found.end()]
        if stock and own.kind == "count":
            _retell(own, "participants", (stock[0].start, stock[0].end), "those who take part", own.scheme)


_IS_GOAL = re.compile(r"[^;.\n\d]{0,40}? ?(?:ແມ່ນ|ຄື|ເປັນ)(?:ເປົ້າໝາຍ|ຄາດໝາຍ|ຈຸດໝາຍ|ຈຸດປະສົງ)(?!ທີ່ບັນລຸ|ທີ່ໄດ້ບັນລຸ)")


_GOAL_IS = re.compile(
    r"(?:(?<=[\n;:,.\"])|(?<=[;:,.\"] ))(?:ຄາດໝາຍ|ເປົ້າໝາຍ|ແຜນການ|ແຜນ|ຕົວຊີ້ວັດ|ຈຸດໝາຍ)(?:(?!ບັນລຸ|ສຳເລັດ|ປະຕິບັດ|ລື່ນ|ເກີນ)[^,;.\n])*?"
    r"(?:ແມ່ນ|ຄື|ເປັນ|ຢູ່ທີ່|:) ?$"
)
"""Before a figure: the goal that … is."""


_WHO_MOST = re.compile(
    r"(?:ຜູ້|ຄົນ|ກໍລະນີ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ທ້ອງຖິ່ນ|ບ່ອນ|ແຂວງ)(?:ທີ່)?[^ ,;.\n\d]{0,16}(?:ຫຼາຍ|ສູງ|ຕ່ຳ|ໜ້ອຍ|ນ້ອຍ)(?:ທີ່)?ສຸດ$"
)
"""Who reached or got most or least, up to the word that says so."""


def superlatives(linker: Linker, view: View) -> None:
    """The highest or lowest of what was reached is no limit: "the one who got most got 890 million", "the lowest is 85 %".

    What is higher than at another time is compared with it, and not dated by it; "this rate" is of what was told before.
    """
    rates = [c for c in linker.counted if c.unit == "percent" and "change" not in c.cues]
    retold: tuple[int, int] | None = None
    for own in view.candidates:
        most = own.cues["comparator"][:2] if "comparator" in own.cues else (0, 0)
        who = _WHO_MOST.search(linker.text, view.sentence.start, most[1])
        gave = own.kind == "money" and own.measure in ("support", "collection", "arrears")
        if own.scenario == "actual" and own.comparator == "<=" and gave:
            if linker.text[slice(*most)].startswith("ຫຼາຍ"):
                own.comparator = "="  # "gave the most, 120 million"
        if own.scenario == "actual" and own.comparator in ("<=", ">=") and who is not None:
            own.comparator = "="
            if own.kind == "money" and own.measure == "benefits" and own.scope == "whole":
                own.scope, own.cues["scope"] = "part", (*own.cues["comparator"][:2], "one who got most")
        elif own.scenario == "rule" and own.comparator == ">=" and own.kind == "money" and own.per:
            if linker.text[slice(*most)].endswith("ສຸດ"):
                own.comparator = "="  # "the lowest is 1.5 million a month"
        dated = own.cues.get("date")
        if dated is not None and linker.text.endswith("ກວ່າ", 0, dated[0]):
            own.date_role = own.date_start = own.date_end = None
            del own.cues["date"]
        again = (
            own.unit == "percent" and own.indicator != "other" and rates and rates[-1].indicator == "other"
        )
        found = _THIS_RATE.search(linker.text, view.sentence.start, own.numeral.start) if again else None
        listed = (
            again and own.cut in ("comma", "conjunction") and "in the figure" not in own.cues["measure"][2]
        )
        retold = found.span() if found is not None else retold if listed else None
        if retold is not None:
            _retell(own, "other", retold, "the rate told before, which is none of insurance", None)


def called_goals(linker: Linker, view: View) -> None:
    """Figures of which the sentence says behind them that they are the goal: "60 % … is the target for 2030"."""
    for at, own in enumerate(view.candidates):
        told = own.cues.get("scenario")
        begun = max(view.sentence.start, own.numeral.start - 90)
        found = (
            _GOAL_IS.search(linker.text, begun, linker.atoms[own.first].start)
            if own.scenario == "actual"
            else None
        )
        if found is not None and (told is None or told[0] <= found.end()) and "change" not in own.cues:
            own.scenario, own.cues["scenario"] = "target", (*found.span(), "the goal is so much")
            linker.set_date(view, at)
    last = view.candidates[-1] if view.candidates else None
    found = _IS_GOAL.match(linker.text, last.numeral.end) if last is not None else None
    if (
        last is None
        or found is None
        or ("scenario" in last.cues and last.cues["scenario"][0] < last.numeral.start)
    ):
        return
    for at, own in enumerate(view.candidates):
        if own.scenario == "actual" and "change" not in own.cues:
            own.scenario, own.cues["scenario"] = "target", (*found.span(), "called a goal behind it")
            linker.set_date(view, at)


def plans_in_parallel(linker: Linker, view: View) -> None:
    """Where the first share of a list of counts is of the plan, so are those that follow its other counts alike."""
    planned = False
    for at, own in enumerate(view.candidates):
        if own.unit != "percent":
            continue
        left = view.candidates[at - 1] if at else None
        beyond = any(
            c.unit == "percent" and c.cut == "paren" and c.numeral.value > 100 for c in view.candidates
        )
        counted = left is not None and left.unit == "person" and left.measure == "participants"
        if beyond and own.base is None and own.cut == "paren" and counted and own.measure == "coverage_rate":
            where = own.cues["value"][:2]
            _retell(
                own,
                "plan_completion",
                where,
                "no more than all can be covered: shares of the plan",
                own.scheme,
            )
            own.base, own.cues["base"] = "plan", own.cues["measure"]
        if own.base == "plan":
            planned = True
        elif planned and left is not None and own.base is None and own.cut == "continuation":
            if left.kind == "count" and left.unit == "person" and left.measure == "participants":
                own.base = "plan"
                own.cues["base"] = (*left.cues["value"][:2], "share of the plan, as the first of the list")
                linker.set_indicator(view, at)


def months_told(linker: Linker, view: View) -> None:
    """Without another date "in 9 months" means the first nine of the year of publication, if they are over."""
    if linker.published is None or any(d.shape != "same_period" for d in view.sentence.dates):
        return
    found = _MONTHS_IN.search(linker.text, view.sentence.start, view.sentence.end)
    if found is None:
        return
    months, published = int(found[1]), linker.published
    if not 2 <= months <= 11 or months > published.month:
        return
    for own in view.candidates:
        if own.date_role is None and own.scenario == "actual" and own.numeral.start > found.start():
            own.date_role = "during"
            own.date_start = date(published.year, 1, 1)
            own.date_end = month_end(published.year, months)
            own.cues["date"] = (*found.span(), "months told of the running year")


_OF_FAMILY = re.compile(
    r"(?:ຄອບຄົວ|ເຮືອນ)(?:ຂອງ)?(?:ຂ້ອຍ|ຂ້າພະເຈົ້າ|ເຮົາ|ພວກເຮົາ|ລາວ|ຜູ້ກ່ຽວ)[^;.\n\d]{0,40}ມີ(?:ສະມາຊິກ|ກັນ|ທັງໝົດ| )*$"
)
_A_FAMILY = 15
_DRAWS = re.compile(r"(?:ໄດ້)?ດຶງດູດ(?:ໄດ້)?(?:ແຮງງານ|ກຳມະກອນ|ຄົນງານ|ນັກລົງທຶນ|ແຂກ|ນັກທ່ອງທ່ຽວ)")
_INSURED_BEHIND = re.compile(r"[^;.\n\d]{0,30}(?:ເຂົ້າ(?:ຮ່ວມ)?|ປະກັນ|bh)")
_RENEWS = re.compile(r"ຕໍ່(?:ອາຍຸ)?ບັດ[^,;.\n\d]{0,30}(?:ໃຫ້|ແກ່)(?:ແກ່|ປະມານ|ເກືອບ|ກວ່າ| )*$")
_LACKS_BEFORE = re.compile(r"(?:ຂາດ|ຍັງຂາດ|ຂາດເຂີນ)(?:ປະມານ|ເກືອບ|ກວ່າ| )*$")
_NOT_YET_BEHIND = re.compile(
    r" ?(?:ຄົນ|ຄອບຄົວ|ພະນັກງານ|ຕົວແທນ|ຜູ້ອອກແຮງງານ|ນັກຮຽນ|ກຳມະກອນ) ?(?:ທີ່)?(?:ຍັງ)?ບໍ່(?:ທັນ)?(?:ໄດ້)?(?:ມີ|ເຂົ້າ|ຊື້|ຕໍ່)"
)
_BOUGHT_FOR = re.compile(r"(?:ຊື້|ມອບ|ແຈກ|ອອກ|ເຮັດ)(?:ບັດ|ປະກັນສຸຂະພາບ)[^,;.\n\d]{0,40}(?:ໃຫ້|ແກ່)[^,;.\n\d]{0,30}$")
_PAID_FOR_SO_MANY = re.compile(
    r" ?(?:ດົ່ງ)? ?(?:ສຳລັບ|ໃຫ້|ໃຫ້ແກ່|ແກ່|ຂອງ) ?(?:ຄົນເຈັບ|ຜູ້ປ່ວຍ|ຈຳນວນ|ປະມານ|ເກືອບ|ກວ່າ|ຫຼາຍກວ່າ| )*"
)
_VOTED = re.compile(r" ?(?:ທ່ານ|ຄົນ|ຜູ້ແທນ)? ?(?:ທີ່)?(?:ເຂົ້າຮ່ວມ)?(?:ລົງຄະແນນ(?:ສຽງ)?|ຍົກມື)?(?:ເຫັນດີ|ຮັບຮອງ|ຄັດຄ້ານ)")
_RECEIVE_HELP = re.compile(
    r" ?(?:ຄົນ|ຄອບຄົວ|ທ່ານ)? ?(?:ທີ່)?(?:ໄດ້ຮັບ(?:ການ)?|ໄດ້)(?:ໜູນຊ່ວຍ|ອຸດໜູນ|ຊ່ວຍເຫຼືອ|ສະໜັບສະໜູນ|ຊ່ວຍ|ຜົນປະໂຫຍດ|ສິດປະໂຫຍດ|ປະໂຫຍດ)"
)
_GROUP_HAS = re.compile(
    r"(?:ກຸ່ມ|ພາກ)(?:ຜູ້|ປະຊາຊົນ|ພົນລະເມືອງ)?(?:ຄອບຄົວ|ຄົວເຮືອນ|ນັກຮຽນ|ຊາວນາ|ຊາວກະສິກອນ|ແຮງງານ)[^;.\n\d]{0,20}(?:ມີ|ແມ່ນ)(?:ແຕ່|ພຽງ|ພຽງແຕ່|ປະມານ|ເກືອບ|ກວ່າ|ຢູ່| )*$"
)
"""Before people, in a clause behind a rate: the group of households has only."""


def people_told_plainly(linker: Linker, view: View) -> None:
    """A family's size is no insured; who receives help benefits; a group of those insured has so many."""
    for at, own in enumerate(view.candidates):
        if own.kind != "count" or own.unit not in ("person", "household", "case"):
            continue
        start = linker.atoms[own.first].start
        small = own.numeral.value <= _A_FAMILY and own.unit == "person"
        family = _OF_FAMILY.search(linker.text, _since(view, start), start) if small else None
        if family is not None:
            _retell(own, "other", family.span(), "how many a family is", None)
            own.scenario, own.scope = "actual", "part"
            own.cues["scope"] = (*family.span(), "told of a commune's body, or of one person")
            continue
        paid = view.candidates[at - 1] if at else None
        if (
            paid is not None
            and (paid.kind, paid.measure) == ("money", "benefits")
            and own.indicator == "other"
        ):
            if _PAID_FOR_SO_MANY.fullmatch(linker.text, paid.numeral.end, start):
                measure = "beneficiaries" if own.unit == "person" else "claims"
                _retell(
                    own, measure, paid.cues["value"][:2], "counted behind what was paid to them", paid.scheme
                )
                continue
        lacks = _LACKS_BEFORE.search(linker.text, max(view.sentence.start, start - 12), start)
        if (
            lacks is not None
            and paid is not None
            and paid.base == "plan"
            and paid.scheme
            and own.unit == "person"
        ):
            _retell(own, "new_participants", lacks.span(), "still lacking to the plan", paid.scheme)
            own.scenario, own.cues["scenario"] = "target", (*lacks.span(), "still lacking to the plan")
            own.date_role = own.date_start = own.date_end = None
            continue
        drawn = own.cues.get("measure", (0, 0, ""))
        if own.measure == "new_participants" and _DRAWS.match(linker.text, drawn[0]) and drawn[0] < start:
            if not _INSURED_BEHIND.match(linker.text, own.numeral.end):
                _retell(own, "other", drawn[:2], "workers drawn to a place are not insured thereby", None)
                continue
        renews = _RENEWS.search(linker.text, _since(view, start), start)
        if own.measure == "new_participants" and renews is not None and own.unit == "person":
            _retell(own, "participants", renews.span(), "whose cards are renewed", own.scheme)
            continue
        if own.measure in ("new_participants", "participants") and own.scenario == "actual":
            unserved = _NOT_YET_BEHIND.match(linker.text, own.numeral.end)
            if unserved is not None:
                _retell(own, "other", unserved.span(), "those who are not insured", None)
                continue
        voted = _VOTED.match(linker.text, own.numeral.end)
        if voted is not None:
            _retell(own, "other", voted.span(), "those who voted for it", None)
            continue
        if own.indicator != "other" or own.measure == "other":
            continue
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        helped = _RECEIVE_HELP.match(linker.text, linker.atoms[own.last].end)
        left = view.candidates[at - 1] if at else None
        bought = _BOUGHT_FOR.search(linker.text, left.numeral.end if left else view.sentence.start, start)
        if bought is not None and scheme is not None and own.unit == "person":
            _retell(own, "participants", bought.span(), "for whom cards are bought", "health_insurance")
            continue
        group = _GROUP_HAS.search(linker.text, left.numeral.end, start) if left is not None else None
        if group is not None and left is not None and left.measure in ("coverage_rate", "participants"):
            _retell(own, "participants", group.span(), "a group of those insured", left.scheme)
        elif helped is not None and scheme is not None:
            _retell(own, "beneficiaries", helped.span(), "who receive help", scheme)


_NO_LATE_SHARE = 60
"""No such share of what is due is paid late."""
_CHOSEN = re.compile(r" ?ຂອງ(?:ລາຍຮັບ|ລາຍໄດ້|ເງິນເດືອນ|ລະດັບລາຍຮັບ|ລະດັບລາຍໄດ້)[^,;.\n\d]{0,24}ເລືອກ")
"""Behind a rate: of the income that one chooses, as only those may who take part of their own will."""


def told_of_others(linker: Linker, view: View) -> None:
    """Workers to whom a firm owes are no participants; help and sums beside things counted are no insurance's that no scheme names."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if own.measure == "arrears_rate" and own.numeral.value >= _NO_LATE_SHARE:
            _retell(own, "other", own.cues["value"][:2], "a share of those who owe, not of the sum", None)
        chosen = own.scheme and own.measure in ("contribution", "contribution_rate", "support")
        if chosen and own.unit == "percent" and _CHOSEN.match(linker.text, own.numeral.end):
            here = own.cues["value"][:2]
            _retell(
                own,
                "contribution_rate",
                here,
                "a share of what one chooses oneself",
                "voluntary_social_insurance",
            )
        owed = own.cues["measure"][2] == "people of a scheme are its participants"
        owing = [m for m in view.measures if own.pre <= m.first < own.index and m.value == "arrears"]
        if owed and owing:
            _retell(own, "other", (owing[-1].start, owing[-1].end), "those to whom something is owed", None)
        elif (
            own.measure in ("support", "benefits", "collection") and own.kind == "money" and not view.schemes
        ):
            if left is not None and left.indicator == "other" and left.own_unit and left.unit == "item":
                _retell(own, "other", left.cues["unit"][:2], "money for the things counted before", None)


_ATTENDED = re.compile(r"(?:ເຂົ້າຮ່ວມ|ເຂົ້າຟັງ|ຮັບຟັງ|ມາຟັງ|ຟັງ)(?![^,;.]*(?:bh|ປະກັນ))[^,;.]*$")


_MEETING_DREW = re.compile(
    r"(?<!ຫຼັງ)(?<!ຜ່ານ)(?:ກອງປະຊຸມ|ຊຸດອົບຮົມ|ສຳມະນາ|ການສົນທະນາ|ພິທີ|ຂະບວນການ)[^,;.\n\d]{0,40}(?:ດຶງດູດ|ມີ)(?:ໄດ້|ການເຂົ້າຮ່ວມຂອງ|ຜູ້ເຂົ້າຮ່ວມ| )*$"
)
_CAME = re.compile(r" ?(?:ຄົນ|ທ່ານ)(?:ເຂົ້າຮ່ວມ|ມາຮ່ວມ|ມາຟັງ)? ?(?=[,;.\n]|$)")
"""Behind the number: those who came, and of no scheme."""


def people_at_meetings(linker: Linker, view: View) -> None:
    """Who is counted behind events attended them: "35 meetings for 4,120 person-times"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.indicator == "outreach.events" and own.unit == "case" and own.indicator == "other":
            own.unit, own.measure, own.indicator = "person", "attendees", "outreach.attendees"
            own.cues["measure"] = (*left.cues["measure"][:2], "people counted behind events attended them")
        heard = _ATTENDED.search(linker.text, left.numeral.end, own.numeral.start)
        if heard and own.indicator == "outreach.events" and left.unit in ("person", "case"):
            left.unit, left.measure, left.indicator = "person", "attendees", "outreach.attendees"
            left.cues["measure"] = (*heard.span(), "people who came to the events behind them")
        if left.unit == "event" and left.indicator == "other" and own.indicator == "outreach.attendees":
            if own.cut not in ("strong", "clause"):
                left.measure, left.indicator = "events", "outreach.events"
                left.cues["measure"] = (*own.cues["measure"][:2], "events that those behind them attended")
    for own in view.candidates:
        if own.unit != "person" or own.measure not in ("participants", "new_participants"):
            continue
        drew = _MEETING_DREW.search(linker.text, linker.atoms[own.pre].start, own.numeral.start)
        if drew is not None and _CAME.match(linker.text, own.numeral.end):
            own.measure, own.indicator = "attendees", "outreach.attendees"
            own.cues["measure"] = (*drew.span(), "people whom a meeting drew")


_THIS_RATE = re.compile(r"(?:ອັດຕາ|ຕົວເລກ)(?:ດັ່ງກ່າວ|ນີ້)[^,;.\n]*$")


_OF_ALL = re.compile(r",? ?(?:ທັງໝົດ|ໃນ(?:ຈຳນວນ)?(?:ນັ້ນ|ນີ້)|(?:ເຊິ່ງ|ຊຶ່ງ)(?:ໃນນັ້ນ)?)(?:ມີ|ແມ່ນ|ກວມ| )*")
"""Between those counted and a share of them: all of them, of whom."""


def _reckon_of(linker: Linker, own: Candidate, left: Candidate) -> None:
    """Give a share right behind "all of them" or "of these" those just counted as its base."""
    start = linker.atoms[own.first].start
    those = _OF_ALL.match(linker.text, linker.atoms[left.last].end, start)
    if (
        those is None
        or those.end() != start
        or own.measure in ("growth", "support", "benefits", "contribution_rate")
    ):
        return
    if left.measure in ("participants", "new_participants"):
        return
    told = next((a for a in linker.atoms[left.pre : own.pre] if "base" in a.tags), None)
    own.base = told.tags["base"] if told is not None else "group"
    own.cues["base"] = (told.start, told.end, "share of those just counted") if told else left.cues["unit"]


_ALL_HAVE = re.compile(
    r" ?(?:ຄົນ|ຄອບຄົວ)? ?(?:(?:ຂອງ|ໃນ|ຢູ່)[^,;.\n\d]{2,25} )?(?:ລ້ວນແລ້ວແຕ່|ລ້ວນແຕ່|ລ້ວນ|ຕ່າງກໍ|ກໍ|ໝົດທຸກຄົນ|ທຸກຄົນ)+ ?(?:ໄດ້)?(?:ມີ|ເຂົ້າ|ຊື້|ຖື)"
)
"""Behind a count: all of them have, or joined."""


def all_have(linker: Linker, view: View) -> None:
    """People of whom it is told behind another phrase that they all are insured: "the 642 of the hamlet all have cards"."""
    for own in view.candidates:
        if own.unit not in ("person", "household") or own.indicator != "other" or own.measure is not None:
            continue
        found = _ALL_HAVE.match(linker.text, own.numeral.end)
        named = [m for m in view.schemes if found is not None and 0 <= m.start - found.end() <= 4]
        if found is not None and named:
            _retell(own, "participants", found.span(), "all of them are insured", named[0].value)


_OR_SHARE = re.compile(r" ?(?:ຄົນ|ຄອບຄົວ)? ?(?:ຫຼື|ຄິດເປັນ|ເທົ່າກັບ|ເທົ່າ|\() ?$")


def counts_told_as_shares(linker: Linker, view: View) -> None:
    """People told again as a share are insured as that share is: "132,000 pupils or 98.6 % take part in health insurance"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.unit != "person" or left.indicator != "other" or left.measure == "other":
            continue
        if own.unit != "percent" or own.measure != "coverage_rate" or own.scheme is None:
            continue
        if own.base not in (None, "students", "group") or own.cues["measure"][0] < own.numeral.end:
            continue
        if _OR_SHARE.fullmatch(linker.text, left.numeral.end, own.numeral.start) is None:
            continue
        _retell(left, "participants", own.cues["measure"][:2], "the share behind it is insured", own.scheme)
        if own.base is None:
            named = [a for a in linker.atoms[left.pre : own.first] if a.tags.get("base") == "students"]
            own.base = "students" if named else "group"
            spot = (named[0].start, named[0].end) if named else left.cues["unit"][:2]
            own.cues["base"] = (*spot, "share of those just counted")


_PAYS_SHARE = re.compile(
    r"(?:ປະກອບ(?:ສ່ວນ)?|ສົມທົບ|ຈ່າຍ|ຫັກ|ສົ່ງ|ມອບພັນທະ)(?:ເງິນ|ຈຳນວນ|ໃນອັດຕາ|ສູງສຸດ|ຕ່ຳສຸດ|ບໍ່ເກີນ|ຝ່າຍລະ|ຜູ້ລະ|ຄົນລະ|ຕ່າງຝ່າຍ|ເທົ່າກັນ|ທັງສອງຝ່າຍ|ແມ່ນ| )*$"
)
_OF_WAGE = re.compile(r" ?ຂອງ(?:ກອງທຶນ)?(?:ເງິນເດືອນ|ຄ່າແຮງ|ລາຍຮັບ|ລາຍໄດ້)")
_INTO = re.compile(r" ?(?:ເຂົ້າ(?!ຮ່ວມ)|ໃຫ້|ສຳລັບ|ໃສ່)")


def wages_paid_in(linker: Linker, view: View) -> None:
    """Shares of wages that are paid in are rates of contribution, and so are those listed behind: "pays 8 % of wages into A, 1.5 % into B"."""
    rate: Candidate | None = None
    for own in view.candidates:
        start = linker.atoms[own.pre].start
        paid = _OF_WAGE.match(linker.text, own.numeral.end) and _PAYS_SHARE.search(
            linker.text, start, own.numeral.start
        )
        listed = rate is not None and own.cut in ("comma", "conjunction", "strong")
        listed = listed and _INTO.match(linker.text, own.numeral.end) is not None and own.base is None
        if (
            own.unit != "percent"
            or (own.measure != "coverage_rate" and not (paid and own.measure in (None, "other")))
            or (own.scheme is None and linker.context.topic is None)
            or not (paid or listed)
        ):
            rate = None
            continue
        spot = (own.numeral.start, own.numeral.end)
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        _retell(own, "contribution_rate", spot, "share of wages that is paid in", scheme)
        own.base = None
        own.cues.pop("base", None)
        if own.scenario == "actual":
            _set_rule(own, spot, "contributions are set by law")
        rate = own


_IS_GOT = re.compile(
    r"(?:(?:ບຳນານ|ເງິນອຸດໜູນ|ເງິນຊ່ວຍເຫຼືອ|ເງິນທົດແທນ|ເບ້ຍລ້ຽງ)[^.\n\d]{0,60}"
    r"|(?:ຜູ້|ຄົນ|ແມ່ຍິງ)(?:ທີ່)?(?:ຕົກງານ|ຫວ່າງງານ|ວ່າງງານ|ເກີດລູກ|ເຈັບ)[^;.\n\d]{0,40}ໄດ້(?:ຮັບ)?(?:ເງິນ)? ?)$"
)
_OF_INCOME = re.compile(r" ?(?:ຂອງ)?(?:ລະດັບ)?(?:ເງິນເດືອນ|ຄ່າແຮງ|ລາຍຮັບ|ລາຍໄດ້|ຄ່າຈ້າງ)(?!ທີ່ເລືອກ)")
_FUND_PAYS = re.compile(r"ກອງທຶນ(?:ປະກັນ)?(?:ຈ່າຍ|ຊຳລະ|ຮັບຜິດຊອບ|ອອກ)(?:ໃຫ້|ເຖິງ|ຄົບ|ທັງ| )*$")
_OF_COSTS = re.compile(r" ?ຂອງ(?:ລາຄາ|ຈຳນວນ)?(?:ຄ່າ|ລາຍຈ່າຍ)(?:ໃຊ້ຈ່າຍ|ນອນ|ປິ່ນປົວ|ກວດ|ຢາ|ຜ່າຕັດ|ຮັກສາ)")
_COSTS_LESS = re.compile(r"(?:ຄ່າກວດ|ຄ່າປິ່ນປົວ|ຄ່າໃຊ້ຈ່າຍ)[^,;.\n\d]{0,40}(?:ຕ່ຳກວ່າ|ໜ້ອຍກວ່າ|ບໍ່ຮອດ|ເກີນ|ສູງກວ່າ) ?$")
_COMMISSION = re.compile(r"(?:ຄ່າຕອບແທນ|ຄ່ານາຍໜ້າ|ຄ່າຈ້າງເກັບ|ຄ່າທຳນຽມຕົວແທນ)[^;.\n]{0,40}$")


_GETS = re.compile(r"(?:ໄດ້(?:ຮັບ)?|ກອງທຶນ[^,;.\n\d]{0,20}|ຈ່າຍໃຫ້)(?:ພຽງ|ເຖິງ|ຄົບ|ສູງສຸດ|ປະມານ| )*$")
"""Before a share of costs: who is insured gets, the fund pays."""


def _pay_costs(linker: Linker, view: View, at: int, behind: tuple[int, int]) -> None:
    """Make a share of costs that the insured get, and those listed bare before it, what is paid for treatment."""
    low = at
    while low:
        between = linker.text[view.candidates[low - 1].numeral.end : view.candidates[low].numeral.start]
        if between.replace("ຫຼື", "").replace("ແລະ", "").strip(" ,"):
            break
        low -= 1
    if _GETS.search(linker.text, view.sentence.start, linker.atoms[view.candidates[low].first].start) is None:
        return
    for own in view.candidates[low : at + 1]:
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        _retell(own, "benefits", behind, "share of what treatment costs", scheme)
        _set_rule(own, behind, "what is paid of the costs is set by law")
        own.base = None


def shares_got(linker: Linker, view: View) -> None:
    """What a pension is of a wage is a benefit, what an agent gets of the sums collected is none of insurance."""
    for at, own in enumerate(view.candidates):
        if own.unit != "percent":
            continue
        start = linker.atoms[own.first].start
        got = _IS_GOT.search(linker.text, view.sentence.start, start)
        if got is not None and _OF_INCOME.match(linker.text, own.numeral.end):
            scheme = own.scheme or linker.context.scheme or linker.context.topic
            _retell(own, "benefits", got.span(), "share of a wage that is paid out", scheme)
            _set_rule(own, got.span(), "what is paid out of a wage is set by law")
            own.base = None
        of_costs = _OF_COSTS.match(linker.text, own.numeral.end)
        if of_costs is not None and own.scenario != "actual" and own.base != "plan":
            _pay_costs(linker, view, at, of_costs.span())
        if own.measure == "contribution_rate" and _COSTS_LESS.search(
            linker.text, view.sentence.start, own.numeral.start
        ):
            _retell(own, "other", own.cues["measure"][:2], "a limit of costs", None)
        left = view.candidates[at - 1] if at else None
        earlier = own.cues["measure"][2] == "measure earlier in the sentence"
        if own.measure == "benefits" and earlier and left is not None and left.kind == "count":
            if own.cut in ("continuation", "comma", "paren", "none", "conjunction"):
                _retell(own, "other", left.cues["value"][:2], "share of those just counted", None)
                own.base, own.cues["base"] = "group", left.cues["value"]
        if left is not None and (left.unit, left.measure) == ("percent", "benefits"):
            gets = _GETS.search(linker.text, left.numeral.end, start)
            if gets is not None and own.measure in ("coverage_rate", None) and own.base is None:
                _retell(own, "benefits", gets.span(), "what others get of the costs", left.scheme)
                _set_rule(own, gets.span(), "what is paid of the costs is set by law")
        by_fund = _FUND_PAYS.search(linker.text, view.sentence.start, start)
        if own.measure == "benefits" and own.scheme == "insurance" and by_fund is not None:
            _retell(own, "benefits", by_fund.span(), "the fund that pays for treatment", "health_insurance")
        paid = _COMMISSION.search(linker.text, view.sentence.start, start)
        if paid is not None:
            _retell(own, "other", paid.span(), "what an agent gets", None)
            own.base = None
            _set_rule(own, paid.span(), "what an agent gets is set by contract")


_HAS = re.compile(r" ?(?:ມີ|ແມ່ນມີ|ແມ່ນ|:)(?:ຜູ້ເຂົ້າຮ່ວມ)? ?")


def schemes_told_on(linker: Linker, view: View) -> None:
    """A pension from a named branch is that one's; "attracted 38,900 …; unemployment insurance has 968,000" tells a stock."""
    for own in view.candidates:
        told = own.cues.get("scheme", (0, 0, ""))
        if own.scheme == "social_insurance" and "ບຳນານ" in linker.text[told[0] : told[1]]:
            named = [
                m
                for m in view.schemes
                if own.pre <= m.first < own.post and m.value == "voluntary_social_insurance"
            ]
            if named and own.indicator != "other":
                own.scheme = named[0].value
                own.indicator = f"{own.scheme}.{own.measure}"
                own.cues["scheme"] = (named[0].start, named[0].end, "the branch that pays the pension")
        of_pension = own.cues.get("measure", (0, 0, ""))[2] == "people of a scheme are its participants"
        if of_pension and "ບຳນານ" in linker.text[told[0] : told[1]] and own.unit == "person":
            _retell(own, "beneficiaries", told[:2], "people of a pension receive it", own.scheme)
        carried = own.cues.get("measure", (0, 0, ""))[2] == "measure of the figure before"
        if own.measure == "new_participants" and carried and "in the figure" in told[2]:
            if _HAS.fullmatch(linker.text, told[1], linker.atoms[own.first].start):
                _retell(own, "participants", told[:2], "as many as a scheme has", own.scheme)


_BASE_BEHIND = re.compile(
    r" ?(?:ຂອງ)?(?:ຈຳນວນ)?(?:(ຄອບຄົວ|ຄົວເຮືອນ)|(ປະຊາຊົນ))|"
    r" ?ຂອງ(?:ບັນດາ|ຈຳນວນ)?(?:ຜູ້|ຄົນ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ໂຮງຮຽນ|ໂຮງໝໍ|ວິສາຫະກິດ|ສຳນວນ|ເອກະສານ|ນັກ|ແມ່ຍິງ|ເດັກ|ພະນັກງານ)"
)


def _base_behind(linker: Linker, own: Candidate) -> None:
    """Households or people right behind a share that is no insurance's are what it is of."""
    found = _BASE_BEHIND.match(linker.text, own.numeral.end)
    if found is not None:
        own.base = "households" if found[1] else "population" if found[2] else "group"
        own.cues["base"] = (*found.span(), "right behind the share")


_THEM_BEHIND = re.compile(r" ?(?:ຂອງ|ໃນ)(?:ຈຳນວນ)?(?:ນັ້ນ|ນີ້|ເຂົາເຈົ້າ) ?(?:ໄດ້|ມີ|ຖື|ເຂົ້າ|ຊື້)")


def shares_of_them(linker: Linker, view: View) -> None:
    """Behind a count a share "of them" that hold a card: "182,000 people live there, 96 % of whom hold a card"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.unit != "percent" or own.indicator != "other" or left.unit != "person":
            continue
        found = _THEM_BEHIND.match(linker.text, own.numeral.end)
        named = [m for m in view.schemes if found is not None and 0 <= m.start - found.start() <= 24]
        if found is not None and named:
            _retell(own, "coverage_rate", found.span(), "so many of them are insured", named[0].value)
            own.base, own.cues["base"] = "group", (*left.cues["value"][:2], "share of those just counted")


def groups_reckoned(linker: Linker, view: View) -> None:
    """Whose share it is: of those who were asked, "1,200 people, 96 % satisfied"; of a level, "only in primary schools 98 %".

    "This rate" is that of all again, not of those told of right before.
    """
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if own.unit == "percent" and own.base is None and left is not None and left.kind == "count":
            _reckon_of(linker, own, left)
        if own.unit == "percent" and own.base is None and own.indicator == "other":
            _base_behind(linker, own)
        listed = own.base == "group" and own.cut in ("strong", "comma", "clause", "conjunction")
        if (
            own.unit == "percent"
            and own.measure is None
            and (listed or (own.scope == "part" and own.base is None))
        ):
            received = any(
                m.value == "beneficiaries" and own.pre <= m.first < own.post for m in view.measures
            )
            if (
                left is not None
                and left.unit == "percent"
                and left.measure == "coverage_rate"
                and not received
            ):
                base = own.base
                _retell(own, "coverage_rate", left.cues["measure"][:2], "one of those listed", left.scheme)
                own.base = base
        if own.unit != "percent" or own.measure not in ("coverage_rate", "satisfaction_rate"):
            continue
        start = linker.atoms[own.pre].start
        again = _THIS_RATE.search(linker.text, max(view.sentence.start, start - 20), own.numeral.start)
        if again is not None and own.base is not None and "figure before" in own.cues["base"][2]:
            own.base = None
            del own.cues["base"]
        if own.base is not None or left is None:
            continue
        only = linker.text.find("ສະເພາະ", left.numeral.end, own.numeral.start)
        if own.measure == "satisfaction_rate" and left.unit == "person":
            own.base, own.cues["base"] = "group", (*left.cues["unit"][:2], "those who were asked")
        elif own.measure == "coverage_rate" and only >= 0:
            own.base, own.cues["base"] = "group", (only, only + 6, "only those named")


_OF_THE_PLACE = re.compile(r"ງົບປະມານ(?:ຂອງ|ຂັ້ນ)?(?:ແຂວງ|ນະຄອນ|ທ້ອງຖິ່ນ)|ສະພາປະຊາຊົນ(?:ແຂວງ|ນະຄອນ)|ສະເໜີໃຫ້")
"""Who acts here: the province's budget or council, or somebody who proposes."""
_OF_ONE = re.compile(r"ຂ້ອຍ|(?:, |ອາຍຸ )\d\d ປີ(?=,| ຢູ່| ອາໄສ)")
"""Somebody who speaks of himself, or is named with his age."""
_AN_AGE_GETS = re.compile(
    r"(?:ຜູ້|ຄົນ)(?:(?:ເຖົ້າ)? ?(?:ທີ່)?(?:ມີ)?ອາຍຸ|ສູງອາຍຸ)[^;.\n]{0,70}(?:ໄດ້ຮັບ|ໄດ້)(?:ເງິນ|ການ)?[^;,.\n\d]{0,40}$"
)
_FOR_AN_AGE = re.compile(r"[^;.\n]{0,24}(?:ໃຫ້|ແກ່|ສຳລັບ)[^;,.\n\d]{0,20}ອາຍຸ")
_FOR_A_CHILD = re.compile(r"[^;.\n\d]{0,12}(?:ຕໍ່|/ ?|ສຳລັບແຕ່ລະ|ໃຫ້ແຕ່ລະ)(?:ລູກ|ເດັກ|ການເກີດ|ຄັ້ງທີ່ເກີດ)")
"""Behind a sum: for a child that is born."""
_TOLD_OF_ONE = frozenset(
    {
        "told of a commune's body, or of one person",
        "named part: a ward, village, school or firm with its name",
    }
)
_SET_BY_LAW = frozenset({"contribution", "contribution_rate"})


_HELPS_WITH = re.compile(r"(?:ໜູນຊ່ວຍ|ອຸດໜູນ|ຊ່ວຍເຫຼືອ|ຊ່ວຍ|ສະໜັບສະໜູນ|ອອກ|ຊື້)(?:ເງິນ)?(?:ຄ່າ|ບັດ)[^;.\n]*$")
"""Help with the premium, before a sum."""


_MAKES_UP = re.compile(r"(?:ກວມ|ກວມເອົາ|ຄິດເປັນ|ເທົ່າກັບ)(?:ເຖິງ|ກວ່າ|ເກືອບ|ປະມານ| )*$")


def policy_and_fact(linker: Linker, view: View) -> None:
    """A law sets rates and sums, not how many people or cards there are; contributions and shares of support are its rates."""
    for own in view.candidates:
        if own.scenario == "rule" or own.measure in ("contribution", "support"):
            before = _OF_THE_PLACE.search(linker.text, view.sentence.start, own.numeral.start)
            own.local = own.local or before is not None
        if (
            own.measure == "contribution"
            and own.kind == "money"
            and own.numeral.value >= (_NO_PREMIUM if not own.per else _NO_PREMIUM * 20)
        ):
            paid = any(c.measure == "beneficiaries" and c.index < own.index for c in view.candidates)
            given = _HELPS_WITH.search(linker.text, view.sentence.start, own.numeral.start)
            own.measure, own.scope = "support" if given else "benefits" if paid else "collection", "whole"
            own.indicator = f"{own.scheme}.{own.measure}" if own.scheme else "other"
            own.scenario = "actual" if own.scenario == "rule" else own.scenario
            own.cues.pop("scope", None)
            own.cues["measure"] = (*own.cues["value"][:2], "too much for one member to pay: what all paid")
        if own.scenario == "rule":
            if own.kind == "count" and own.unit in ("person", "household", "document", "case"):
                own.scenario = "actual"
                own.cues["scenario"] = (*own.cues["unit"][:2], "counts of people and cases are facts")
            continue
        personal = own.scope == "part" and own.cues["scope"][2] in _TOLD_OF_ONE
        share = own.unit == "percent" and own.date_role != "deadline" and not personal
        born = own.kind == "money" and _FOR_A_CHILD.match(linker.text, own.numeral.end)
        if born and own.measure in ("benefits", "support", "beneficiaries", "other", None):
            own.cues["scope"], own.scope = (*born.span(), "what each must reach or have"), "each"
        entitled = born or (
            own.kind == "money"
            and own.per
            and (
                _FOR_AN_AGE.match(linker.text, own.numeral.end)
                or _AN_AGE_GETS.search(linker.text, view.sentence.start, own.numeral.start)
            )
        )
        helped = own.measure == "support" and "help with what each one pays" in own.cues["scope"][2]
        at = view.candidates.index(own)
        left = view.candidates[at - 1] if at else None
        if left is not None and (left.measure, left.scenario, left.kind) == ("contribution", "rule", "money"):
            small = own.kind == "money" and own.numeral.value < left.numeral.value
            helped = helped or (own.measure == "support" and small and "scenario" not in own.cues)
        if (
            own.measure in _SET_BY_LAW
            or helped
            or (entitled and own.measure in ("benefits", "other", None))
            or (
                own.kind == "money"
                and own.per
                and own.measure == "support"
                and own.numeral.value < _NO_PREMIUM
            )
            or (own.kind == "money" and own.per and own.measure == "benefits" and own.scenario == "target")
            or (
                share
                and own.measure in ("support", "benefits")
                and own.base is None
                and own.cut not in ("continuation", "paren")
                and not _MAKES_UP.search(linker.text, view.sentence.start, own.numeral.start)
            )
        ):
            own.scenario = "rule"
            own.date_role = own.date_start = own.date_end = None
            own.cues["scenario"] = (
                *own.cues["value"][:2],
                "set by law or policy: contributions, support by rates",
            )
            found = _OF_ONE.search(linker.text, view.sentence.start, own.numeral.start)
            if own.measure == "contribution" and found is not None and own.kind == "money":
                own.cues["scope"] = (*found.span(), "one person's")  # told of here, though a law sets it


_NAMED_BODY = re.compile(
    r"(?<!ບັນດາ)(?<!ແຕ່ລະ)(?<!ທຸກ)(?<!ທຸກໆ)(?<!ຂັ້ນ)(?<!\d )(?<!, )(?<!ແລະ )(?:ຂັ້ນຮາກຖານ|ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ເມືອງ|ໂຮງໝໍ|ບໍລິສັດ|ໂຮງຮຽນ|ມະຫາວິທະຍາໄລ|ວິທະຍາໄລ|ທະນາຄານ|ສະຖາບັນ|ໂຮງງານ)$"
)
_NAME = re.compile(r" [\u0e80-\u0eff]{2,24}(?: \d{1,2}(?= [\u0e80-\u0eff]|,))?(?=[ ,])")
_THAT_ARE = re.compile(r" ທີ່(?!ຈະ)[\u0e80-\u0eff]+(?= )")


def name_end(text: str, end: int, known: bool) -> int:
    """Where a body's name ends that a space seems to end: a clause with "that" goes on with it, so does a place's name."""
    found = _THAT_ARE.match(text, end)
    if found is None and not known and _NAMED_BODY.search(text, max(0, end - 12), end):
        found = _NAME.match(text, end)
    return found.end() if found else end


_PLACE_BEFORE = re.compile(
    r"(?:ຕາແສງ|ຄອມມູນ|ຫວອດ|ບ້ານ|ເມືອງ|ນະຄອນ|ແຂວງ|ເຂດພິເສດ) [\u0e80-\u0eff]{2,20}(?: [\u0e80-\u0eff]{2,12})? ?(?:\(|ມີ|ໄດ້|ບັນລຸ|ແມ່ນ|ລື່ນ|:| )*$"
)
"""A smaller place by its name, and hardly more, right before a figure."""
_BRACKETED = re.compile(r"\((?:ລື່ນ|ບັນລຸ|ເທົ່າກັບ|ເທົ່າ|ໄດ້| )*$")
_TO_FIND = re.compile(r"ຊອກ|ຂົນຂວາຍ|ຕື່ມ")
_NEAR_BEFORE = 2
"""How many lines up what places are told to have was told of all."""
_REACHES = re.compile(r"(?:ບັນລຸ|ໃຫ້ໄດ້|ຊອກ|ຊອກໃຫ້ໄດ້|ໄດ້|ຂົນຂວາຍ)(?:ຢ່າງໜ້ອຍ|ປະມານ|ແມ່ນ| )*$")
_OF_GOAL = re.compile(r"(?:ຂອງ|ໃນ)?(?:ຄາດໝາຍ|ເປົ້າໝາຍ|ແຜນການ|ແຜນ|ໂຄຕ້າ)(?:ປີ|ທັງປີ|ທັງໝົດ|ແມ່ນ|ຄື|\(| )*$")
"""The word of the goal right before so many people or so much money."""
_SET_AGAINST = re.compile(
    r"(?:ທຽບ|ສົມທຽບ)(?:ໃສ່|ກັບ)(?:ຄາດໝາຍ|ເປົ້າໝາຍ|ແຜນ)(?:(?!ບັນລຸ|ໄດ້ພຽງ|ຫາກໍ|ເຮົາໄດ້|ແຂວງໄດ້|ນະຄອນໄດ້|ເຮັດໄດ້| ໄດ້)[^,;.\n\d]){0,40}$"
)
"""Before a share: set against the goal of."""


def goals_within(linker: Linker, view: View) -> None:
    """A goal that is named within what was reached of it: "77.7 % of the goal of 8,000 people", "set against the goal of 95 %"."""
    for at, own in enumerate(view.candidates):
        start = linker.atoms[own.first].start
        left = view.candidates[at - 1] if at else None
        if own.kind in ("count", "money", "measure") and left is not None and left.base == "plan":
            found = _OF_GOAL.search(linker.text, left.numeral.end, start)
            done = view.candidates[at - 2] if at > 1 else None
            if found is not None and "change" not in own.cues:
                own.scenario, own.cues["scenario"] = (
                    "target",
                    (*found.span(), "the goal of which so much was reached"),
                )
                if done is not None and done.unit == own.unit and done.indicator != "other" and done.measure:
                    _retell(own, done.measure, found.span(), "the goal of those told before", done.scheme)
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
                linker.set_date(view, at)
        if own.unit == "percent" and 50 <= own.numeral.value <= 100 and own.scenario == "actual":
            found = _SET_AGAINST.search(linker.text, view.sentence.start, start)
            if found is not None and own.measure != "growth":
                own.scenario, own.cues["scenario"] = "target", (*found.span(), "the goal that is set against")
        limit = own.cues["comparator"][:2] if own.comparator in ("<=", ">=") else (0, 0)
        if linker.text[slice(*limit)].startswith("ບໍ່ໃຫ້") and "scenario" not in own.cues:
            own.scenario, own.cues["scenario"] = "target", (*limit, "what may not be passed")
        told = own.cues.get("scenario", (0, 0, ""))
        if own.unit == "percent" and own.scenario == "target" and "ຂາດ" in linker.text[told[0] : told[1]]:
            own.scenario = "actual"
            own.date_role = own.date_start = own.date_end = None


def told_by_place(linker: Linker, view: View) -> None:
    """What places, goals and answers are told to have, with no word for it, is what was told of before: "ward A 412 people"."""
    counted = linker.reached[-1] if linker.reached else None
    share, here = linker.share, view.sentence.paragraph
    placed_before = False
    for at, own in enumerate(view.candidates):
        if own.measure == "coverage_rate" and own.cues["measure"][2] == "threshold of coverage":
            if share is not None and share.measure == "plan_completion" and not linker.context.covered_scheme:
                if here - share.sentence.paragraph <= _NEAR_BEFORE:
                    where = share.cues["value"][:2]
                    own.base = "plan"
                    _retell(own, "plan_completion", where, "as the share told before", share.scheme)
        if own.indicator != "other" or own.measure is not None or "change" in own.cues:
            continue
        if any(own.pre <= m.first < own.post for m in (*view.schemes, *view.measures)):
            continue
        start = linker.atoms[own.first].start
        left = view.candidates[at - 1] if at else None
        since = left.numeral.end if left is not None else view.sentence.start
        placed = _PLACE_BEFORE.search(linker.text, since, start)
        if placed is None and placed_before and own.cut == "paren" and own.unit == "percent":
            placed = _BRACKETED.search(linker.text, since, start)
        placed_before = placed is not None
        right = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if own.unit == "person" and own.scenario == "actual" and right is not None and right.base == "plan":
            scheme = linker.context.scheme or linker.context.topic
            if right.cut in ("continuation", "comma", "paren") and scheme is not None and placed is None:
                where = right.cues["base"][:2]
                _retell(own, "participants", where, "so many are a share of the plan", scheme)
                right.measure, right.scheme, right.indicator = (
                    "plan_completion",
                    scheme,
                    f"{scheme}.plan_completion",
                )
                counted = own
                continue
        aimed = own.scenario == "target" and _REACHES.search(linker.text, since, start)
        if own.unit == "person" and counted is not None and counted.unit == "person":
            near = here - counted.sentence.paragraph
            if (placed and near <= _NEAR_BEFORE) or (aimed and near == 0):
                measure = counted.measure or "participants"
                if aimed and (_TO_FIND.search(aimed[0]) or _NEW_BEHIND.match(linker.text, own.numeral.end)):
                    measure = "new_participants"
                _retell(own, measure, counted.cues["value"][:2], "as what was counted before", counted.scheme)
        elif own.unit == "percent" and own.base is None and share is not None and placed is not None:
            if here - share.sentence.paragraph <= _NEAR_BEFORE:
                beyond = linker.text[placed.start() : start].rstrip(" (").endswith("ລື່ນ")
                measure = "growth" if beyond else share.measure or "coverage_rate"
                _retell(own, measure, share.cues["value"][:2], "as the share told before", share.scheme)
                own.base = None if beyond else share.base
                own.comparator = "=" if beyond else own.comparator


_LET = re.compile(r"\s*[\"“(]?ໃຫ້ ?(?:ປະຊາ|ພົນລະ|ນັກ|ຄົນ|ຜູ້|ແຮງງານ|ຕາແສງ|ຫວອດ|ຄອບຄົວ|ອັດຕາ|ກຳລັງ|ບັນດາ|ທຸກ|ແຕ່ລະ)")


def let_there_be(linker: Linker, view: View) -> None:
    """A sentence that opens with "let" tells what is to be: "Let 95.5 % of the people have cards at the year's end"."""
    if not _LET.match(linker.text, view.sentence.start):
        return
    for at, own in enumerate(view.candidates):
        if own.scenario != "actual" or "scenario" in own.cues:
            continue
        own.scenario = "target"
        own.cues["scenario"] = (
            view.sentence.start,
            view.sentence.start + 3,
            "what shall be, at the sentence's head",
        )
        linker.set_date(view, at)


_THIS_NUMBER = re.compile(r"(?<!ໃນ)(?<!ຂອງ)(?:ຕົວເລກ|ຈຳນວນ|ຍອດ)(?:ນີ້|ດັ່ງກ່າວ|ນັ້ນ)[^;.\n\d]{0,24}$")


def this_number(linker: Linker, view: View) -> None:
    """What "this number" now is, is of what was counted before: "46 people paid in; now this number is 612 people"."""
    for at, own in enumerate(view.candidates):
        last = view.candidates[at - 1] if at else linker.counted[-1] if linker.counted else None
        if last is None or own.indicator != "other" or own.measure is not None or own.unit != last.unit:
            continue
        found = _THIS_NUMBER.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        if found is not None and last.measure is not None and last.scheme is not None:
            _retell(own, last.measure, found.span(), "the number told before", last.scheme)
            own.base = last.base


_AHEAD = re.compile(r", ?(?:ແຕ່|ແລະ|ສ່ວນ|ພ້ອມທັງ)? ?$")


_PAPER_FOR = re.compile(r"(?:ມະຕິ|ໂຄງການ|ແຜນການ|ແຜນງານ|ແຜນດຳເນີນງານ|ນະໂຍບາຍ|ຍຸດທະສາດ)[^;.\n\d]*$")
"""Before the years that a resolution or programme is for: a part of its name."""
_YEARS = re.compile(r"\d{4} ?[-–] ?\d{4}")


def dates_ahead(linker: Linker, view: View) -> None:
    """A date that opens the clause of the next figure behind a comma does not date the one before: "412,000 take part, but
    in 10 months 26,300 left".
    """
    for own in view.candidates:
        told = own.cues.get("date")
        if told is None or told[0] < own.numeral.end or not _YEARS.search(linker.text, told[0], told[1]):
            continue
        if _PAPER_FOR.search(linker.text, own.numeral.end, told[0]):
            if own.cues.get("scenario", (0, 0))[:2] == told[:2]:
                own.scenario = "actual"
                del own.cues["scenario"]
            own.date_role = own.date_start = own.date_end = None
            del own.cues["date"]
    for at, own in enumerate(view.candidates[:-1]):
        told = own.cues.get("date")
        right = view.candidates[at + 1]
        if (
            told is None
            or not told[2].startswith("date later")
            or not own.numeral.end < told[0] < right.numeral.start
        ):
            continue
        if _AHEAD.search(linker.text, own.numeral.end, told[0]) and own.scenario == "actual":
            own.date_role = own.date_start = own.date_end = None
            del own.cues["date"]


_TASKS = re.compile(
    r"\s*(?:(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)/] ?|[-*•] ?)?(?:ບັນດາ|ບາງ)?"
    r"(?:ໜ້າວຽກ|ໜ້າທີ່|ມາດຕະການ|ວິທີແກ້ໄຂ|ການຈັດຕັ້ງປະຕິບັດ|ຈັດຕັ້ງປະຕິບັດ|ມອບໝາຍ|ການມອບໝາຍ|ແບ່ງຄວາມຮັບຜິດຊອບ|ວຽກຈຸດສຸມ|ທິດທາງ|ແຜນດຳເນີນງານ)"
    r"[^.;!?\d]{0,60}:?\s*"
)
"""A line that heads what is to be done."""


def headed_tasks(linker: Linker, view: View) -> None:
    """A line of its own that names tasks or measures makes goals of the items below it."""
    sentence, context = view.sentence, linker.context
    if view.candidates or not sentence.paragraph or not linker.text[: sentence.end].endswith("\n"):
        return
    line = linker.text.rfind("\n", 0, sentence.start) + 1 if sentence.number else sentence.start
    if _TASKS.fullmatch(linker.text, line, sentence.end) is None:
        return
    context.scenario = "target"
    context.scenario_cue = (sentence.start, sentence.end, "heading of the list")
    context.scenario_paragraph = sentence.paragraph
    context.heading_of_items = True


CONSTRUCTIONS = (
    story_of_a_part,
    named_parts,
    told_of_few,
    places_counted,
    visits_counted,
    each_behind,
    shares_given,
    plan_behind,
    compared_with,
    newly_won,
    make_up_of,
    files_of_police,
    places_sorted,
    finished_in,
    facts_by_now,
    superlatives,
    negated_limits,
    as_to,
    called_goals,
    plans_in_parallel,
    months_told,
    people_at_meetings,
    raised_to,
    changed_to,
    told_at_the_end,
    counted_before,
    all_have,
    counts_told_as_shares,
    wages_paid_in,
    shares_got,
    shares_of_them,
    schemes_told_on,
    groups_reckoned,
    told_of_others,
    people_told_plainly,
    firms_pay,
    money_told_plainly,
    policy_and_fact,
    goals_within,
    told_by_place,
    dates_ahead,
    this_number,
    let_there_be,
    headed_tasks,
)
WITHOUT_FIGURES = (story_of_a_part, named_parts, finished_in, headed_tasks)
"""Those that sentences without figures need too: a place told of carries on, a deadline needs no figure."""
