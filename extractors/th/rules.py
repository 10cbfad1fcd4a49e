"""Grammar of Thai that is not words: names of provinces spelt by syllable, and constructions of clause chains.

Thai pages spell Vietnamese names by ear, so one name has many spellings; each syllable's spellings are listed
once here and combined. What the words of the language mean stands in `lexicon.toml`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.dates import DateExpression
    from extractors.link_base import View
    from extractors.linking import Linker
from extractors.places import is_told_province

_SYLLABLES = {
    "an": "อาน อัน แอน",
    "an_nghe": "อาน อัน แอน อ่าน",
    "ba_ria": "บาเรีย บ่าเหรียะ บ่าเสียะ บ่าเรีย บ่าเหรี่ย บ่าเหรีย บ่าเสี่ยะ บ่าเสีย บารีอา บาเหรียะ บาเสีย บ่าเหรี่ยะ",
    "bac": "บั๊ก บัก บาก บั๊ค บัค บ๊าก บ่าก บั้ก บั๋ก แบ็ก แบค บักก์",
    "bac_lieu": "บาก บัก บั๊ก บ่าก บากก์ บ่าค บัค บ่ากก์ บั่ก แบค ~แบก",
    "bai": "บ๊าย บาย ไบ บ้าย ไบ๊ บ๋าย ไบ้ ไบ๋ ~บ่าย ~ใบ",
    "bang": "บั่ง บัง บ่าง บาง บั๋ง บั้ง บังห์ แบง",
    "ben": "เบ๊น เบน เบ็น เบ้น เบ่น เบ๋น เบนห์ แบน แบ๊น",
    "bien": "เบียน เบี่ยน เบียนห์ บีเอน",
    "binh": "บิ่ญ บิญ บินห์ บิ่งห์ บิ่ง บิ่นห์ บิงห์ บิ๋ญ บิ้ญ บี่ญ บิญห์ บินฮ์ บิง บิ่น ~บิน",
    "ca": "ก่า กา คา ก๋า ก้า",
    "cai": "กาย ไก ไค คาย ก๋าย ไกย ก่าย ไคย ไก๋ ~ขาย",
    "can_tho": "เกิ่น เกิน กั่น กาน คาน คัน เกิ้น แกน แคน เก่น เขิ่น เกิ๋น ก่าน กั๋น เคิ่น ~กัน",
    "can_bac": "กัน ก่าน กั่น คัน กาน กั๊น กั๋น ก๋าน กั้น คาน แกน แคน",
    "cao": "กาว เกา คาว เคา ก่าว เกาว์ ~เก่า",
    "chau": "เจิว โจว เชา เจา โจ เจียว เชิว เจ่า จาว เจอว เจาว์ เชาว์ โชว เจ็ว ~ชาว ~เจ้า",
    "chi": "จิ จี๊ จี จี้ ชี ชิ",
    "da": "ดา ด่า ด๋า",
    "dak": "ดั๊ก ดัก ดาก ดั๊ค ดัค ดาร์ ดั้ก ดั๋ก ด๊าก ดักค์ แดค ~แดก",
    "dien": "เดี่ยน เดียน เดี๋ยน เดี้ยน เดียนห์ เดี๊ยน",
    "dinh": "ดิ่ญ ดิญ ดินห์ ดิ่งห์ ดิ่ง ดิ่นห์ ดิงห์ ดิ๋ญ ดิ้ญ ดิญห์ ดินฮ์ ดิ่น ดิ๊ญ ดี่ญ ~ดิน ~ดิง",
    "dong": "ด่ง ดง ดอง โด่ง โดง ด่อง ด้ง ด๋ง โดงก์ ด้อง ต่ง",
    "duong": "เซือง เยือง เดือง ดวง เซื่อง ซวง ดเวือง เดื่อง ดูง เยื่อง เซิง ซือง เจือง ยวง ดือง เซิอง ดวอง ดุอง เดิอง",
    "gia": "ซา ยา เจีย จา เกีย ญา ซยา เยีย เซีย กียา จียา เกียร์ ~ย่า",
    "giang": "ซาง เกียง ยาง เจียง ซยาง เซียง เยียง จาง ญาง ซ่าง เกี่ยง กียาง",
    "ha": "ห่า ฮา ฮ่า หา ฮ้า ~ห้า",
    "ha_nam": "ห่า ฮา ฮ่า ฮ้า ~หา",
    "hai": "ไฮ ไห่ หาย ไฮ่ ไห ไฮ้ ฮ่าย ฮาย ห่าย ไห้ ~ไหย",
    "hau": "เหิ่ว เหิว เห่า เฮา เหา เฮ่า หาว เหอว เฮิ่ว เห่ว ห่าว ฮ่าว ฮาว เฮิว เฮ่ว โห่ว เห้า เฮ้า เหิ้ว เหอะว เห็ว",
    "ho": "โฮ โห่ โฮ่ โห โฮ้",
    "hoa": "ฮว่า ฮวา ฮัว หว่า ฮหว่า โฮอา หัว ฮว้า หวา ห่วา ฮ่วา ฮวาห์ ฮวะ โฮวา โฮ่วา หว๋า ฮ้วา",
    "hoa_thanh": "ฮว้า ฮวา ฮว่า หว้า ฮัว ฮ้วา ฮ้ว ฮหว่า หวา ฮวาห์ ฮว๋า ฮั้ว โฮอา โฮวา ฮว๊า หว่า ห้วา ฮวะ",
    "hue": "เว้ เฮว้ เฮเว้ ~เหว้ ~เฮ้ว ~เฮว",
    "hue_thua": "เว้ เฮ้ว เฮว้ เหว้ เฮว เฮเว้",
    "hung": "ฮึง หึง ฮุง ฮัง หุง ฮวง ฮื่อง ฮืง ฮึ่ง ฮิง ฮง ฮึงห์ เฮิง ฮื้อง ฮือง ~หุ่ง",
    "khanh": """คั้ญ คานห์ แค้ง คัง คั้ง คาน คาญ แค้ญ คั๊ญ คั๊งห์ คั้งห์ คั้นห์ คังห์ แคง แคงห์ แค้งห์ แขงห์ คันห์ ข้าญ แคนห์
 ค้าญ คั๊นห์ ~คัญ ขั้ญ ค้านห์ แค๊ง แคญ คานฮ์ ขานห์ คั่ญ ~ค้าง ~แข้ง ~คัน""",
    "kien": "เกียน เคียน เกี๋ยน เกี่ยน เกี้ยน เคี่ยน เกียนห์ กีเอน คีเอน ~เขียน",
    "kon": "กอน คอน กน ก่อน กง กอง คน โกน โคน ค็อน ก็อน กอนห์",
    "la": "ลา หล่า ~ล่า",
    "lai": "ลาย ไล ล่าย ~ไหล ลายห์",
    "lak": "ลั๊ก ลัก ลาก ลัค หลัก ลั๊ค ลาค หลาก ลั้ก ล๊าก ล้าก แลค แล็ก ลั๋ก ลักค์",
    "lam": "ลัม เลิม ลาม แลม หลำ เลม เลิ่ม เลอม หล่ำ เลิมห์ ~ลำ",
    "lang": "หลั่ง ลัง ลาง หล่าง หลัง หลาง ลั่ง แลง ล่าง ลั้ง หลั้ง แล่ง แหลง",
    "lao": "หล่าว ลาว ล่าว เลา เหล่า หลาว เล่า เลาว์",
    "lieu": "เลียว ลิว เหลียว ลีว เลี่ยว ลิ่ว เลี้ยว ลีอู เลียว์",
    "long": "ลอง ล็อง หลง ล่อง โลง หล็อง ลองห์ ล้อง ~ลง",
    "long_an": "ล็อง ลอง หล็อง ล่อง หลอง โลง ล้อง ลองห์ ~หลง",
    "mau": "เมา มาว เมาว์ เม่า ม่าว โมว",
    "minh": "มินห์ มินท์ มิน มิญ มิงห์ มิง มิ่ญ มินฮ์ หมิญ มิญห์",
    "nai": "นาย ไน ไหน ไนย น่าย นายห์ หนาย ไน่",
    "nam": "นาม นัม น่าม นามห์",
    "nang": "นัง หนัง นาง หนั่ง หนาง นั้ง หนั๋ง น่าง หน่าง",
    "ngai": "หงาย งาย ไหง ไง หงัย ง้าย ไง้ ไหง่ ไหงย ไหง้ หง่าย งัย งายห์ ไง่ ~ง่าย",
    "nghe": "เหงะ เหง่ เง เง่ เงะ เหง เหงะห์ เห่งะ เหงี เง้ เหง่ะ เหง้ เงห์ ~แง ~แหง แหงะ เหงเอ เงอ เง้ะ เงเฮ",
    "nguyen": "เงวียน เหงียน เหงวียน เงียน งเวียน เหงวี๋ยน เหงวี่ยน งวียน หงวียน เหงวน เงวน งวน เหวียน เหงี่ยน งูเยน เหงยวน",
    "ninh": "นิญ นินห์ นิง นิงห์ หนิญ นิน นินฮ์ นิญห์ นินท์ นีญ หนิงห์ หนินห์ นิ่ญ ~นิ่ง",
    "noi": "นอย โหน่ย โหนย โน่ย หน่อย หนอย โนย น่อย โนอิ ~น้อย",
    "nong": "นง นอง โนง น็อง หนง โหนง ~น้อง โนงห์ ~หนอง",
    "phong": "ฟอง ฟ่อง ผ่อง พอง ฟง ฝ่อง ฝอง ~ฟ้อง พ่อง ฟองห์ ปอง ~พง",
    "phu": "ฟู้ ฟู ภู ฟู๊ ฝู ฝู้ พู พู้ ฟู่ ผู ฟุ ฟุ้ ภู้ ~ผู้",
    "phuc": "ฟุก ฟุ้ก ฟุ๊ก ฟุค ฟุ๊ค ฟูก ฟู้ก พุก ฟูค ฟู้ค ฟุ้ค ภุก พุ้ก ฟั๊ก",
    "phuoc": "เฟื้อก เฟือก ฟวก ฟุก เฟือค เฟื้อค ฟ็อก ฟอก เฟื๊อก เฟื๊อค ฟวค เฟื่อก ฟัวก เพื้อก เพือก เฟิก ฟูอก ฟึก ~พวก",
    "quang": "กว๋าง กวาง กว่าง กวั๋ง กวั่ง กวัง กว๊าง กวาน กวางห์ ควาง กวง ~กว้าง",
    "quang_tuyen": "กวาง กวง กว๋าง กวัง กว่าง ควาง กวางห์ กว๊าง ~กว้าง",
    "soc": "ซ็อก ซอก ซก ซ้อก ซ๊อก โซก ซ็อค ซ๊อค ซอค ส็อก ซ้อค สอก ส๊อก",
    "son": "เซิน ซอน ซัน เซอน โซน เสิน เซิ่น เซินห์ ~ซ่อน ซ็อน ซอนห์ เซิ้น",
    "son_la": "เซิน ซอน ซัน เซอน เสิน เซิ่น เซินห์ ซ็อน ซอนห์ ~โซน ~สอน",
    "tau": "เต่า เตา เต๋า ต่าว ตาว เตาว์ เต้า เท่า ท่าว",
    "tay": "เตย เตย์ ไต เติย เต็ย เตยห์ ไทย เต ไท เตีย เตินห์ เต่ย เตอย เทย ไต้ ไต่ เตยย์ ~ตาย",
    "thai": "ท้าย ไท ไท้ ถาย ไถ่ ไท่ ไทย ทาย ไถ ถ้าย ไถ้ ธาย ไธ ท๊าย ไท๊",
    "thanh": """แทง ทัญ ถั่ญ ทันห์ ทานห์ แทญ แทงห์ ถั่น แทน ทัน ถัญ ทั่ญ ทาน ถาน แถง ทาญ ธัญ แทนห์ ถั่นห์
 ธันห์ แถงห์ แท็ง แธง ธานห์ ทังห์ ถันห์ แถ่ง ทัง แทงฮ์ แทญห์ แธญ ถานห์ ธาน ตานห์ ~ถัง ~ทาง""",
    "thap": "ทาป ท้าป ทับ ถาป ทัพ ถับ ท้าบ ทาบ ธาป ทาพ ถ้าป ท๊าป ทัป ท้าพ ทั้บ ถาบ ธาพ แทป ทั้ป ทาปป์ ถ้าบ",
    "thien": "เทียน เธียน เถียน เที่ยน เทียนห์ เทียร",
    "tho": "เทอ เธอ โธ เทอร์ ทอ โท เถอ โถ เธอร์ เถ่อ ทอห์ ทเอ เทอห์ เท้อ",
    "tho_phu": "เถาะ เทาะ โถ โธ ทอ โท เถ่าะ เธาะ เทอ ถ่อ ธอ ~เธอ ~ถอ โถ่ ~ท่อ โท่ ~เถอะ เถอ เทาะห์ โถะ เท๊าะ ~ท้อ",
    "thua": "เถื่อ ทัว เถ่อ เถือ ถัว เธีย เทือ เทื่อ เธือ เถิ่อ ถั่ว ทวา ทือ",
    "thuan": "ถ่วน ทวน ถวน ทูอัน ธวน เถวิ่น ถวัน ทวาน เถิ่น ท่วน ทวัน ธ่วน ถ้วน เถวียน ทูเอิน ธวัน ทุน ทวนห์",
    "tien": "เตี่ยน เตียน เตี๋ยน เทียน เถียน เตี้ยน เที่ยน เตียนห์ เตี๊ยน ตีเอน",
    "tinh": "ติ๋ญ ติญ ตินห์ ติ๋ง ติง ติ๋งห์ ติ๋นห์ ติ่ญ ติ๊ญ ทิญ ติ๋น ตึ๋ง ติ้ง ติ้ญ ตี๋ญ ติงห์ ติญห์ ตินฮ์ ทินห์ ติ๊งห์ ติ้นห์ ตีญ ติ๊นห์ ติน",
    "tra": "จ่า ตรา จา ทรา ตร่า จร่า จรา จ๋า ช่า ทร่า ต่า แตร ~จ้า",
    "trang": "จัง ตรัง จาง ตรั่ง ตราง แจง ทรัง จรัง ชัง จั่ง ตรังห์ ทราง แตรง จั๊ง ~ตั้ง",
    "tre": "แจ เจ แตร แทร เทร เตร แต แจร เจร แจ่ ตเร แตร่ แชร ~แช",
    "tri": "จิ ตรี ตริ ตร จี่ จิ่ ตรี่ จี ทริ ทรี จิ๋ จี้ จริ จริ่ ตรี้ ทรี่ จี๋ จรี จิ๊ ตริ่ ~ตี",
    "tum": "ตูม ตุม ทุม ทูม ตุ๋ม ตูมห์ ~ตุ่ม",
    "tuyen": "เตวียน ตวน ตวียน ตูเยน ทูเยน ตุยเยน เตวี่ยน ตูเหยน เตียน ตเวียน ทเวียน เตวี๋ยน เตยียน เตวน ตุเยน ตูเอียน ตุยียน ทุยเยน ตูเยียน เต้วียน ทวียน ตวี่ยน ตุยเอียน เทวียน",
    "vinh": "หวิญ วิญ หวิงห์ วินห์ วิงห์ หวินห์ หวิ๋ญ วิ๋ญ วิง หวิง หวี๋ญ หวิ่ญ วิ๋นห์ วิ้ญ วิ่ญ วินฮ์ หวิ้ญ วีญ วิ๊ญ วิญห์ หวีญ วี๋ญ ~วิน",
    "vinh_tra": "วิญ วินห์ วิง วิงห์ วิน หวิญ วิ่ญ หวิง วินฮ์ วิญห์ วีญ หวิงห์ หวินห์",
    "vung": "หวุง วุง หวุ๋ง วุ้ง หวู๋ง วู้ง วุ๋ง วูง หวูง วัง",
    "yen": "เอียน เยียน เยน เย็น เอี๋ยน เอี่ยน เยี่ยน เอียนห์ เอี้ยน อีเอน เยนห์ อียน",
}  # fmt: skip
"""Spellings of the syllables of province names by their plain Vietnamese, the usual first; with a tail for one name only.

Those marked `~` are words of their own: a name spelt so is read only behind "province", see `is_name`.
"""
_NAMES = {
    "Hà Nội": "ha noi", "Hồ Chí Minh": "ho chi minh", "Hải Phòng": "hai phong", "Đà Nẵng": "da nang", "Cần Thơ": "can_tho tho",
    "Huế": "hue", "Thừa Thiên Huế": "thua thien hue_thua", "An Giang": "an giang", "Bà Rịa - Vũng Tàu": "ba_ria vung tau",
    "Bắc Giang": "bac giang", "Bắc Kạn": "bac can_bac", "Bắc Ninh": "bac ninh", "Bạc Liêu": "bac_lieu lieu", "Bến Tre": "ben tre",
    "Bình Định": "binh dinh", "Bình Dương": "binh duong", "Bình Phước": "binh phuoc", "Bình Thuận": "binh thuan",
    "Cà Mau": "ca mau", "Cao Bằng": "cao bang", "Đắk Lắk": "dak lak", "Đắk Nông": "dak nong", "Điện Biên": "dien bien",
    "Đồng Nai": "dong nai", "Đồng Tháp": "dong thap", "Gia Lai": "gia lai", "Hà Giang": "ha giang", "Hà Nam": "ha_nam nam",
    "Hà Tĩnh": "ha tinh", "Hải Dương": "hai duong", "Hậu Giang": "hau giang", "Hòa Bình": "hoa binh", "Hưng Yên": "hung yen",
    "Khánh Hòa": "khanh hoa", "Kiên Giang": "kien giang", "Kon Tum": "kon tum", "Lai Châu": "lai chau", "Lâm Đồng": "lam dong",
    "Lạng Sơn": "lang son", "Lào Cai": "lao cai", "Long An": "long_an an", "Nam Định": "nam dinh", "Nghệ An": "nghe an_nghe",
    "Ninh Bình": "ninh binh", "Ninh Thuận": "ninh thuan", "Phú Thọ": "phu tho_phu", "Phú Yên": "phu yen", "Quảng Bình": "quang binh",
    "Quảng Nam": "quang nam", "Quảng Ngãi": "quang ngai", "Quảng Ninh": "quang ninh", "Quảng Trị": "quang tri", "Sóc Trăng": "soc trang",
    "Sơn La": "son_la la", "Tây Ninh": "tay ninh", "Thái Bình": "thai binh", "Thái Nguyên": "thai nguyen", "Thanh Hóa": "thanh hoa_thanh",
    "Tiền Giang": "tien giang", "Trà Vinh": "tra vinh_tra", "Tuyên Quang": "tuyen quang_tuyen", "Vĩnh Long": "vinh long",
    "Vĩnh Phúc": "vinh phuc", "Yên Bái": "yen bai",
}  # fmt: skip
_VERBS = """
    จัด ดำเนินการ พัฒนา ระดม จ่าย ออก มอบ แก้ไข สนับสนุน จัดเก็บ ลด เพิ่ม ขยาย สร้าง ก่อสร้าง เปิด ตรวจสอบ ช่วยเหลือ บรรลุ เบิกจ่าย ติดตั้ง
    ส่ง ปล่อย ดึงดูด ต้อนรับ ลงทะเบียน ชำระ ปลูก เก็บเกี่ยว ผลิต อบรม ฝึกอบรม เผยแพร่ ประชาสัมพันธ์ สื่อสาร ชักชวน โน้มน้าว เรียกเก็บ เก็บ ประสานงาน
    จัดสรร อนุมัติ ซ่อมแซม จัดตั้ง จัดการ ดูแล รักษา บริจาค ลงทุน ส่งออก จัดซื้อ ทบทวน ประมวลผล เข้าร่วม แจก คุ้มครอง ครอบคลุม รับ ส่งมอบ ยกระดับ
"""
_WIN = "เพิ่ม เพิ่มจำนวน หา ตามหา พัฒนา ระดม ขยาย ชักชวน ชวน ดึง ดึงดูด ขาด ยังขาด ต้องหา เพิ่มให้มี"
_INSURED = """
    ผู้ถือบัตรประกันสุขภาพ ผู้ถือบัตร ผู้ประกันตน ผู้ประกันตนแบบสมัครใจ ผู้ประกันตนภาคสมัครใจ ผู้ส่งเงินสมทบ สมาชิก ผู้เอาประกัน ผู้สมัครใจ
    ผู้เข้าร่วมประกันสังคม ผู้เข้าร่วมประกันสังคมภาคสมัครใจ ผู้เข้าร่วมประกันสังคมโดยสมัครใจ ผู้เข้าร่วมประกันสุขภาพ
    ผู้เข้าร่วมประกันสุขภาพครัวเรือน ผู้เข้าร่วมประกันการว่างงาน ผู้มีบัตรประกันสุขภาพ ผู้มีบัตร ผู้เข้าร่วมภาคสมัครใจ
"""
_DUE = "จะ ต้อง จะต้อง ให้ เพื่อ เพื่อให้ คาดว่าจะ คาดว่า ตั้งเป้า ตั้งเป้าให้ มุ่ง มุ่งให้ พยายาม พยายามให้ หวังว่าจะ รับประกันว่าจะ"
_COUNTED = """
    ผู้เข้าร่วม ผู้ ประชาชน ประชากร แรงงาน ลูกจ้าง นักเรียน นักศึกษา ครัวเรือน สถานประกอบการ วิสาหกิจ หน่วยงาน ตำบล แขวง คน เกษตรกร โรงเรียน
    โครงการ อัตรา สมาชิก ผู้ป่วย ผู้สูงอายุ ผู้รับ
"""
_SPEAKERS = "ฉัน ดิฉัน ผม เรา พวกเรา เขา เธอ ป้า ลุง คุณป้า คุณลุง แม่ค้า ชาวบ้าน สมาชิก แต่ละคน"
_RELATIVE = {
    "คน": "person", "ตำบล": "locality", "แขวง": "locality", "หมู่บ้าน": "locality", "โรงเรียน": "organization", "โครงการ": "item",
    "คัน": "item", "ชิ้น": "item", "แปลง": "item", "ห้อง": "item",
}  # fmt: skip
_CLASSIFIED = {
    "ราย": ("person", "organization", "household", "case", "item"), "แห่ง": ("organization", "locality", "item"),
    "ใบ": ("document", "item"), "เล่ม": ("document", "item"), "ฉบับ": ("document", "case", "item"), "ครั้ง": ("event", "case"),
    "ชุด": ("case", "document", "item"), "หลัง": ("item", "household"), "กลุ่ม": ("organization", "item"), "จุด": ("organization", "item"),
    "ข้อ": ("item", "document", "case"), "เรื่อง": ("case", "item"),
}  # fmt: skip
"""Counted nouns and classifiers with "which" behind them ("230 people who …"): the same letters count off ("person no. 3")."""
_DOUBTFUL = """
    ยาลาย ลายเจา ไลเชา ไลโจ ลาวไค คนทุม ฟูทอ ลาวคาย ลองอาน เกียลา จาลาย กงตูม ดงทับ กองตุม กองทุม กองทูม กองตูม ก่อนทุม ก่อนตุม ก่อนตูม ก่อนทูม
    ดงไน ดงไหน ดองไหน ยาไล ลองอัน จาไล ญาลาย ญาไล อันยาง อันจาง ดวงนาย กาวบาง เกาบาง คาวบาง คนตุม คนตูม คนทูม เงอัน ลายโจ เกินเธอ เกินโท เกินทอ คันเธอ
    คันโท คันทอ คานเธอ คานทอ คานโท แกนเธอ แกนโท แกนทอ แคนเธอ แคนโท แคนทอ แคนเทอ แคนเทอร์ กานเธอ ดาหนัง ดานาง ด่าหนัง ด่านาง หาหน่อย หาหนอย
    ฮาหน่อย บากกัน บากคัน ล่าวกาย ล่าวไก ล่าวไค ล่าวคาย ลาวไก เล่าไก เล่ากาย เล่าไค เหล่าไก หายดวง ไห้ดวง หายาง หาจาง หาเจียง หาเซียง หาเกี่ยง หาติน
    หาติง หาติ้ง ล่องอัน ล้องอัน โลงอัน ลองแอน แทนหวา ทานหวา ถานหวา ทันหวา ธานหวา คานหวา คาญหวา คาญหัว คานหัว ดักหลัก ลามดง หล่ำดอง กามาว
    พูทอ พูเทอ พูโท ฟูโท ภูโท ภูทอ ลังซัน ลางซัน หลังซัน ลังโซน ลางโซน หลังโซน ซาไล หานอย ไหลโจ
"""
"""Spellings that stand inside common Thai words or across two of them, beside those which the marks of `_SYLLABLES` tell."""
_RAREST = {1: (10, 0), 2: (120, 12), 3: (40, 6)}
"""How rare a name's syllables may be spelt, as the product of their places in `_SYLLABLES`: in one word, in parts; by their number."""
_JOINTS = {
    2: ((" ",), ("-",)),
    3: (("", " "), ("", "-"), ("", " - "), (" ", ""), ("-", ""), (" - ", ""), (" ", " "), ("-", "-")),
}

_ABBREVIATED = {"bhyt": "health_insurance", "bhxh": "social_insurance", "bhtn": "unemployment_insurance"}
_VOLUNTARY = ("ภาคสมัครใจ", "โดยสมัครใจ", "แบบสมัครใจ", "สมัครใจ", "tự nguyện")
_OFFICES = "จังหวัด นคร เวียดนาม ระดับพื้นที่ ระดับรากหญ้า ท้องถิ่น พื้นที่ เขต ภูมิภาค อำเภอ ตำบล สาขา เมือง"
_LAWS = """
    กฎหมายประกันสังคม กฎหมายประกันสุขภาพ กฎหมายว่าด้วยประกันสังคม กฎหมายว่าด้วยการประกันสังคม กฎหมายว่าด้วยประกันสุขภาพ
    กฎหมายว่าด้วยการประกันสุขภาพ พระราชบัญญัติประกันสังคม พระราชบัญญัติประกันสุขภาพ กฎหมายแรงงาน กฎหมายการจ้างงาน
"""
_STATE = "รัฐ รัฐบาล หลวง ส่วนกลาง คลัง คลังหลวง งบประมาณแผ่นดิน งบประมาณส่วนกลาง งบประมาณกลาง งบกลาง งบประมาณของรัฐ งบรัฐ งบหลวง"
_LOCAL = "จังหวัด นคร ท้องถิ่น งบประมาณจังหวัด งบจังหวัด งบประมาณท้องถิ่น งบท้องถิ่น งบประมาณนคร งบตำบล สภาประชาชนจังหวัด สภาประชาชนนคร"
_HELP = """
    ช่วย ช่วยเหลือ ช่วยเหลืออีก ช่วยเหลือเพิ่ม ช่วยเพิ่ม ช่วยเพิ่มอีก ช่วยอีก ช่วยออก ช่วยจ่าย ออกให้ ออกให้อีก สนับสนุน สนับสนุนอีก สนับสนุนเพิ่ม สนับสนุนเพิ่มอีก
    สนับสนุนเพิ่มเติม อุดหนุน อุดหนุนอีก อุดหนุนเพิ่ม อุดหนุนเพิ่มอีก เติมให้ เติมให้อีก สมทบ สมทบให้ สมทบเพิ่ม สมทบอีก
"""
_MEMBERS = "คนยากจน คนจน คนใกล้จน ผู้ใกล้จน ลูกจ้าง นายจ้าง ลูกจ้างและนายจ้าง นายจ้างและลูกจ้าง ผู้ประกันตน คนงาน ผู้เข้าร่วม ประชาชน ครัวเรือน นักเรียน ผู้ปกครอง คนที่หนึ่ง คนแรก คนที่สอง คนที่สาม คนที่สี่ คนที่ห้า"  # fmt: skip
_LEVELS = "เป็น มาเป็น ไปเป็น มาอยู่ที่ ไปอยู่ที่ มาแตะ ไปแตะ"
_MOVES = "พุ่ง พุ่งขึ้น เพิ่ม เพิ่มขึ้น ขยับ ขยับขึ้น สูงขึ้น โตขึ้น ไต่ขึ้น กระโดดขึ้น ขยายตัว ลด ลดลง หดตัว ต่ำลง ร่วงลง ดิ่งลง ปรับขึ้น ปรับลง ปรับลดลง ปรับเพิ่มขึ้น"
_PAYS = (
    "จ่ายจริง จ่ายจริงเพียง จ่ายแค่ สมทบ จ่ายสมทบ ส่งสมทบ ส่งเงินสมทบ จ่ายเบี้ย จ่าย ต้องจ่าย จ่ายเอง ออกเอง จึงจ่ายเอง จ่ายเพียง"
)
_ALLOWANCES = "เงินช่วยเหลือ เบี้ยช่วยเหลือ เงินทดแทน เงินชดเชย เงินบำนาญ บำนาญ บำเหน็จ สิทธิประโยชน์ เงินสงเคราะห์ เงินว่างงาน เงินบำนาญสังคม บำนาญสังคม เงินช่วยเหลือสังคม เงินช่วยเหลือรายเดือน"  # fmt: skip
_DRAWS = "รับ ได้รับ ให้รับ ผู้รับ ผู้ได้รับ ผู้ที่ได้รับ ผู้ที่รับ คนที่ได้รับ กำลังรับ"
_SETTLES = "แก้ไข รับ รับและแก้ไข ดำเนินการ ประมวลผล พิจารณา สะสาง ยื่น จัดการ รับและดำเนินการ"
_FILES = "เอกสาร แฟ้มเอกสาร แฟ้ม คำร้อง คำขอ เรื่อง เอกสารคำร้อง"
_NEWCOMERS = ("สมาชิก", "ผู้สมัคร", "ผู้เข้าร่วม", "ผู้ประกันตน")
_ISSUES = (
    "ออก",
    "เพิ่งออก",
    "ได้ออก",
    "อนุมัติ",
    "เพิ่งอนุมัติ",
    "ได้อนุมัติ",
    "ประกาศ",
    "เพิ่งประกาศ",
    "ประกาศใช้",
    "เห็นชอบ",
    "ลงนาม",
)
_INTENDS = ("วางแผน", "มีแผน", "ตั้งเป้า", "ตั้งเป้าหมาย", "ตั้งเป้าไว้", "ตั้งใจ", "คาด", "หวัง", "มุ่งหวัง", "กำหนดเป้าหมาย")
_LACKS = ("ขาด", "ยังขาด", "ขาดแคลน", "ยังขาดแคลน", "ขาดอัตรา")
_LACKED = {
    "ครู": "person", "แพทย์": "person", "หมอ": "person", "พยาบาล": "person", "คนงาน": "person", "แรงงาน": "person",
    "เจ้าหน้าที่": "person", "ข้าราชการ": "person", "พนักงาน": "person", "บุคลากร": "person", "เภสัชกร": "person", "อาจารย์": "person",
    "ห้องเรียน": "item", "เตียง": "item", "คอมพิวเตอร์": "item", "เครื่อง": "item", "ห้อง": "item", "ตำแหน่ง": "item",
}  # fmt: skip
"""What a place lacks that is no member to be won, with its unit."""
_UNPAID = "ค้างชำระ ค้างจ่าย ค้างส่ง ค้างนำส่ง ชำระล่าช้า จ่ายล่าช้า ส่งล่าช้า นำส่งล่าช้า ชำระช้า จ่ายช้า ล่าช้า ค้าง"
_SUMS = "อัตรา อัตราเงิน อัตราการ สัดส่วน สัดส่วนเงิน ยอด ยอดเงิน ยอดเงินที่ จำนวนเงิน จำนวนเงินที่ เงิน เงินที่ เงินสมทบ เบี้ย"
_EVADES = "หลบเลี่ยง หลีกเลี่ยง เลี่ยง"
_FALLS = "ลด ลดลง ลดให้ ลดลงให้ ลดลงมา ลดมา ลดลงจน ให้ลดลง ลงให้ ลง ลงมา ให้"
_MEETS = """
    จัดการประชุม จัดประชุม จัดการประชุมสื่อสาร จัดประชุมสื่อสาร จัดการประชุมประชาสัมพันธ์ จัดประชุมประชาสัมพันธ์ จัดการสื่อสาร จัดการรณรงค์ จัดเสวนา
    จัดการสนทนา จัดกิจกรรมสื่อสาร จัดกิจกรรมรณรงค์ จัดกิจกรรมประชาสัมพันธ์ จัดการประชุมลูกค้า จัดการประชุมให้คำปรึกษา จัดสัมมนา
"""
_BELOW = {"ต่ำกว่า": "<", "ไม่ถึง": "<", "ไม่เกิน": "<="}
_COVERS = "บัตร บัตรประกันสุขภาพ ประกันสุขภาพ กองทุน กองทุนประกันสุขภาพ"
_BEARS = "จ่าย จ่ายให้ ช่วยจ่าย ช่วยจ่ายให้ ช่วยออก ช่วยออกให้ ออกให้ จ่ายแทน จ่ายแทนให้ เป็นผู้จ่าย รับภาระ"
_WAGES = "เงินเดือนพื้นฐาน ฐานเงินเดือน ค่าจ้างพื้นฐาน ค่าแรงขั้นต่ำ"
_GOODS = "กิโลกรัม กก. ตัน ลูก ไร่ เฮกตาร์ ลิตร ตัว เส้น"
_MISSED = "พลาด ตก หลุด สูงกว่า ต่ำกว่า เกิน เกินกว่า มากกว่า น้อยกว่า เหนือ ขาดจาก"
_GOALS = "เป้า เป้าหมาย แผน ตัวชี้วัด โควตา"
_SETTERS = "สภาประชาชนจังหวัด สภาประชาชน รัฐบาล นายกรัฐมนตรี จังหวัด นคร คณะกรรมการประชาชนจังหวัด"
_SET_AS = ("", "ที่ได้รับมอบหมาย", "ที่มอบหมาย", "ที่ตั้งไว้", "ที่กำหนด", "ที่กำหนดไว้", "ที่วางไว้", "ทั้งปี", "ของปี", "ประจำปี")
_POOR = "ครัวเรือนยากจน ครัวเรือนใกล้จน ครัวเรือนที่ยากจน คนยากจน คนจน"
_WHO = "คน หัว ราย ครัวเรือน บัตร หลัง ตำบล แขวง แรงงาน"
_EVERY = "เจ้าหน้าที่ พนักงาน ตัวแทน สมาชิก ตัวแทนจัดเก็บ บุคลากร แกนนำ แรงงาน เกษตรกร ผู้สูงอายุ ผู้รับบำนาญ"
_TIMES = {"วัน": "day", "เดือน": "month", "ไตรมาส": "quarter", "ปี": "year"}
_PRESENT = (
    "ผู้แทน ผู้แทนเข้าร่วม ผู้เข้าร่วม ผู้เข้าร่วมประชุม ผู้เข้าร่วมงาน ผู้เข้าร่วมฟัง ผู้ฟัง ผู้เข้าฟัง ผู้เข้าร่วมรับฟัง ผู้เข้าร่วมกิจกรรม ผู้มาร่วม"
)
_SCHEME_OF = {
    "ประกันสังคม": "social_insurance", "ประกันสุขภาพ": "health_insurance", "ประกันสังคมภาคสมัครใจ": "voluntary_social_insurance",
    "ประกันสังคมโดยสมัครใจ": "voluntary_social_insurance", "ประกันสังคมภาคบังคับ": "social_insurance",
    "ประกันการว่างงาน": "unemployment_insurance", "ประกันสุขภาพครัวเรือน": "health_insurance",
    "ภาคสมัครใจ": "voluntary_social_insurance", "สมัครใจ": "voluntary_social_insurance", "คนสมัครใจ": "voluntary_social_insurance",
}  # fmt: skip
_NEW_OF = ("สมัครใจ", "คนสมัครใจ", "ประกันสังคม", "ประกันสุขภาพ", "ประกันสังคมภาคสมัครใจ", "ประกันสังคมโดยสมัครใจ", "ประกันสังคมภาคบังคับ", "ประกันการว่างงาน", "ประกันสุขภาพครัวเรือน", "ภาคสมัครใจ")  # fmt: skip
_PLACES_OF_THREE = ("จังหวัด", "ตำบล", "แขวง", "ท้องถิ่น", "แห่ง", "หน่วย", "เสาหลัก", "เป้าหมาย", "ภารกิจ", "ด้าน", "คน", "ปัจจัย", "ความ", "พื้นที่", "เมือง", "เรื่อง", "โครงการ", "ประเทศ", "ราย", "อันดับ", "กลุ่ม")  # fmt: skip


def _insurance_forms() -> Iterator[tuple[str, str, Any]]:
    """Abbreviated schemes and offices; who pays what, draws what, owes what: every payer with every verb."""
    for short, scheme in _ABBREVIATED.items():
        yield short, "scheme", scheme
        yield f"บัตร {short}", "measure", "cards"
        yield f"บัตร {short}", "unit", "document"
    for way in _VOLUNTARY:
        yield f"bhxh {way}", "scheme", "voluntary_social_insurance"
    for way in ("ภาคบังคับ", "แบบบังคับ", "บังคับ", "bắt buộc"):
        yield f"bhxh {way}", "scheme", "social_insurance"
    for office in (*(f"bhxh {of}" for of in _OFFICES.split()), "สำนักงาน bhxh", "หน่วยงาน bhxh"):
        yield office, "agency", True
        yield office, "body", True
    for law in _LAWS.split():
        yield f"ตาม{law}", "agency", True
        yield f"ตาม{law}", "scenario", "rule"
    for payer, verb in product((*_STATE.split(), *_LOCAL.split()), _HELP.split()):
        yield f"{payer}จะ{verb}", "measure", "support"
        yield f"{payer}จะ{verb}", "scenario", "rule"
        yield f"{payer}{verb}", "measure", "support"
        if payer in _LOCAL.split():
            yield f"{payer}{verb}", "place_word", True
        else:
            yield f"{payer}{verb}", "scenario", "rule"
    for verb in _HELP.split()[1:]:
        yield verb, "measure", "support"
    for payer, verb, of in product(
        (*_STATE.split(), *_LOCAL.split()), ("ออกเบี้ย", "ออกค่าเบี้ย", "จ่ายเบี้ย", "จ่ายค่าเบี้ย", "รับภาระเบี้ย"),
        ("", "ประกันสุขภาพ", "ประกันสังคม", "ประกันสังคมภาคสมัครใจ"),
    ):  # fmt: skip
        yield f"{payer}{verb}{of}", "measure", "support"
        if payer in _LOCAL.split():
            yield f"{payer}{verb}{of}", "place_word", True
    for verb, dues, of in product(
        ("สนับสนุน", "การสนับสนุน", "อุดหนุน", "ช่วย", "ช่วยเหลือ"), ("ค่าเบี้ย", "เบี้ย", "ค่า", "ค่าบัตร", "เงินสมทบ"),
        ("ประกันสุขภาพ", "ประกันสังคม", "ประกันสังคมภาคสมัครใจ", "ประกันสังคมโดยสมัครใจ", " bhyt"),
    ):  # fmt: skip
        for more in ("", "เพิ่ม", "เพิ่มอีก", "เพิ่มเติม", "อีก"):
            yield f"{verb}{dues}{of}{more}", "measure", "support"
            if more:
                yield f"{verb}{dues}{of}{more}", "scenario", "actual"
    for who, verb in product(_MEMBERS.split(), _PAYS.split()):
        yield f"{who}{verb}", "measure", "contribution"
        if "ต้อง" in verb:
            yield f"{who}{verb}", "scenario", "rule"
    for verb, what in product(_DRAWS.split(), _ALLOWANCES.split()):
        yield f"{verb}{what}", "measure", "beneficiaries"
    for verb, what in product(("จะได้", "จะได้รับ", "จะรับ"), _ALLOWANCES.split()):
        yield f"{verb}{what}", "measure", "benefits"
        yield f"{verb}{what}", "scenario", "rule"
    for verb, what in product(
        ("เรียก", "ทวง", "เก็บ", "ตามเก็บ", "ติดตาม", "ตาม", "เรียกเก็บ"),
        ("เงิน", "เงินประกัน", "เงินสมทบ", "เงินค้าง", "หนี้", "เบี้ย"),
    ):
        yield f"{verb}{what}คืน", "measure", "collection"
    for verb, what in product(_SETTLES.split(), _FILES.split()):
        yield f"{verb}{what}", "measure", "claims"
        yield f"{verb}{what}", "unit", "case"
    for lead, owed in product(_SUMS.split(), _UNPAID.split()):
        yield f"{lead}{owed}", "measure", "arrears"
    for owed in _UNPAID.split()[:-2]:
        yield owed, "measure", "arrears"
    for what in ("เงิน", "เงินประกัน", "เงินประกันสังคม", "เงินประกันสุขภาพ", "เงินสมทบ", "เบี้ย", "เบี้ยประกัน",
                 "เบี้ยประกันสังคม", "เบี้ยประกันสุขภาพ"):  # fmt: skip
        for owed in (
            "ค้าง",
            "ค้างชำระ",
            "ค้างจ่าย",
            "ติด",
            "ติดค้าง",
            "ติดหนี้",
            "เป็นหนี้",
            *_EVADES.split(),
            *(f"{e}การจ่าย" for e in _EVADES.split()),
        ):
            yield f"{owed}{what}", "measure", "arrears"
            for kind, scheme in (("สังคม", "social_insurance"), ("สุขภาพ", "health_insurance")):
                if what.endswith(kind):
                    yield f"{owed}{what}", "scheme", scheme
    for evades in _EVADES.split():
        for how in ("การจ่าย", "การชำระ", "การส่ง", "จ่าย", "ชำระ", "ส่ง"):
            yield f"{evades}{how}", "measure", "arrears"
    for moves, to in product(_MOVES.split(), _LEVELS.split()):
        yield f"{moves}{to}", "change", "level"
    for cover, bears in product(_COVERS.split(), _BEARS.split()):
        yield f"{cover}{bears}", "measure", "benefits"
    for wage, when in product(_WAGES.split(), ("", "ปัจจุบัน", "ในปัจจุบัน", "ขณะนี้", "ตอนนี้")):
        yield f"{wage}{when}", "scenario", "rule"
        yield f"{wage}{when}", "measure", "other"
    for goods in _GOODS.split():
        for price in (f"{goods}ละ", f"ต่อ{goods}", f"/{goods}"):
            yield price, "measure", "other"
    set_by = (
        f"ที่{who}{gave}" for who, gave in product(_SETTERS.split(), ("มอบ", "มอบหมาย", "มอบให้", "กำหนด"))
    )
    for above, goal, how in product(_MISSED.split(), _GOALS.split(), (*_SET_AS, *set_by)):
        yield f"{above}{goal}{how}", "scenario", "actual"
        if how and above in ("เกิน", "เกินกว่า", "สูงกว่า"):
            yield f"{above}{goal}{how}", "base", "plan"
            yield f"{above}{goal}{how}", "measure", "other"
    for lead, poor in product(
        ("ลด", "ลดจำนวน", "ลดสัดส่วน", "ลดอัตรา", "อัตรา", "สัดส่วน", "จำนวน"), _POOR.split()
    ):
        yield f"{lead}{poor}", "measure", "other"
        if lead.startswith("ลด"):
            yield f"{lead}{poor}", "change", "down"
    for of, who in product(("ของ", "ในบรรดา", "จากบรรดา", "ในหมู่"), _INSURED.split()):
        for every in ("", "ทั้งหมด"):
            yield f"{of}{who}{every}", "base", "group"
            yield f"{of}{who}{every}", "measure", "participants"
            if of != "ของ":
                yield f"{of}{who}{every}", "out_of", True
    for data, who in product(("ข้อมูล", "ฐานข้อมูล", "บัญชี"), _INSURED.split()):
        yield f"{data}{who}", "measure", "other"
    for meets in _MEETS.split():
        yield f"ได้{meets}", "measure", "events"
        yield f"ได้{meets}", "unit", "event"
        yield f"ได้{meets}", "scenario", "actual"
    for help, who in product(
        ("เงินช่วย", "เงินช่วยเหลือ", "เงินทดแทน", "เงินทดแทนช่วย", "เงินชดเชย", "สวัสดิการ", "สิทธิของ", "หลักประกันของ"),
        ("คนตกงาน", "ผู้ตกงาน", "คนว่างงาน", "ผู้ว่างงาน", "คนถูกเลิกจ้าง", "ผู้ถูกเลิกจ้าง", "แรงงานตกงาน", "แรงงานที่ตกงาน", "ลูกจ้างที่ตกงาน"),
    ):  # fmt: skip
        yield f"{help}{who}", "scheme", "unemployment_insurance"
        yield f"{help}{who}", "measure", "beneficiaries"
    for does in ("จะจัด", "จะขยาย", "จะเพิ่ม", "จะสนับสนุน", "จะลด", "จะเริ่ม", "จะหา", "จะทวง", "จะยกระดับ"):
        yield does, "duty", True
    for whole in ("ทั้งจังหวัด", "ทั่วจังหวัด", "ทั้งนคร", "ทั่วทั้งนคร"):
        yield f"{whole}มี", "scope", "whole"
        yield f"{whole}มี", "scenario", "actual"
    for fall, (below, comparator) in product(_FALLS.split(), _BELOW.items()):
        yield f"{fall}{below}", "change", "level"
        yield f"{fall}{below}", "cmp_before", comparator
        if "ให้" in fall:
            yield f"{fall}{below}", "scenario", "target"
    for who, (time, rate) in product(_WHO.split(), _TIMES.items()):
        for form in (f"/{who}/{time}", f"ต่อ{who}ต่อ{time}", f"{who}ละ{time}ละ", f"/{time}/{who}"):
            yield form, "per", rate
            yield form, "scope", "each"
    for who in (*_EVERY.split(), *_MEMBERS.split()):
        yield f"{who}แต่ละคน", "scope", "each"
    for who in _PRESENT.split():
        yield f"มี{who}", "scenario", "actual"
        if who != "ผู้เข้าร่วม":
            yield f"มี{who}", "measure", "attendees"


def _province_names() -> Iterator[tuple[str, str, bool]]:
    """The spellings of provinces' names, with the name, and whether one that is spelt so must be told by a word for it."""
    words = frozenset(_DOUBTFUL.split())
    for name, keys in _NAMES.items():
        spellings = [_SYLLABLES[key].split() for key in keys.split()]
        whole, parted = _RAREST[len(spellings)]
        for places in product(*(range(len(some)) for some in spellings)):
            rank = prod(place + 1 for place in places)
            marked = [some[place] for some, place in zip(spellings, places, strict=True)]
            parts = [part.removeprefix("~") for part in marked]
            doubtful = marked != parts or "".join(parts) in words
            if rank <= whole:
                yield "".join(parts), name, doubtful
            if rank <= parted:
                for joints in _JOINTS[len(parts)]:
                    yield "".join(map("".join, zip(parts, (*joints, ""), strict=True))), name, marked != parts


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a spelling that is doubtful is a province's name here; see `places.is_told_province`."""
    return is_told_province(text, start, end, r"จังหวัด|นคร|จ\.", "[ะ-ฺๅ็-๎]")


def extra_forms() -> Iterator[tuple[str, str, Any]]:
    """Spellings of provinces' names, and "one of three provinces", which is no third."""
    for form, name, doubtful in _province_names():
        yield form, "province", name
        if doubtful:
            yield form, "doubtful_name", True
    yield from _insurance_forms()
    for verb in _VERBS.split():
        for done in (f"ได้{verb}", f"{verb}แล้ว", f"{verb}ไปแล้ว", f"{verb}ได้แล้ว"):
            yield done, "scenario", "actual"
    for due, what in product(_DUE.split(), ("", "เป้าหมาย", "แผน", "ตัวชี้วัด", "ภารกิจ")):
        yield f"{due}บรรลุ{what}", "scenario", "target"
    for noun in _COUNTED.split():
        yield f"มี{noun}", "scenario", "actual"
        for due in _DUE.split():
            yield f"{due}มี{noun}", "scenario", "target"
            if due in ("ต้อง", "จะต้อง"):
                yield f"{due}มี{noun}", "duty", True
    for noun, (due, scenario) in product(
        _NEWCOMERS, (*((f"{d}มี", "target") for d in _DUE.split()), ("มี", "actual"))
    ):
        yield f"{due}{noun}ใหม่", "scenario", scenario
        yield f"{due}{noun}ใหม่", "measure", "new_participants"
        yield f"{due}{noun}ใหม่", "unit", "person"
    for who in ("ผู้สมัคร", *_INSURED.split()):
        yield f"{who}ใหม่", "measure", "new_participants"
        yield f"{who}ใหม่", "unit", "person"
    for who in ("แรงงาน", "ลูกจ้าง", "คนงาน", "ผู้ประกันตน", "ผู้เข้าร่วม", "สมาชิก", "นักเรียน", "นักศึกษา"):
        yield f"{who}ต้องจ่าย", "scenario", "rule"
    for lacks, (what, unit) in product(_LACKS, _LACKED.items()):
        yield f"{lacks}{what}", "scenario", "actual"
        yield f"{lacks}{what}", "measure", "other"
        yield f"{lacks}{what}", "unit", unit
    for every, must in product(("แต่ละคน", "ทุกคน"), ("ต้อง", "จะต้อง", "ต้องได้", "ต้องหา", "ต้องชวน")):
        yield f"{every}{must}", "scope", "each"
    for issued, plan in product(_ISSUES, ("แผน", "แผนงาน", "แผนการ", "แผนปฏิบัติการ")):
        yield f"{issued}{plan}", "scenario", "target"
    for intends, that in product(_INTENDS, ("ว่า", "ว่าจะ", "ว่า ")):
        yield f"{intends}{that}", "scenario", "target"
        if that == "ว่า " and intends not in ("คาด", "หวัง"):
            yield f"{intends}{that}", "duty", True
    for verb, who in product(_WIN.split(), _INSURED.split()):
        yield f"{verb}{who}", "measure", "new_participants"
        yield f"{verb}{who}", "body_end", True
        if "ขาด" in verb:
            yield f"{verb}{who}", "scenario", "target"
        if "สมัครใจ" in who and "ประกัน" not in who:
            yield f"{verb}{who}", "scheme_hint", "voluntary_social_insurance"
    for scheme in _NEW_OF:
        yield f"{scheme}ใหม่", "measure", "new_participants"
        told = _SCHEME_OF.get(scheme)
        if told is not None:
            yield f"{scheme}ใหม่", "scheme" if "ประกัน" in scheme else "scheme_hint", told
        for signs in (
            "สมัคร",
            "ชวนให้สมัคร",
            "ชวนคนสมัคร",
            "สมัครเข้าร่วม",
            "สมัครร่วม",
            "ลงทะเบียนเข้าร่วม",
            "ลงชื่อเข้าร่วม",
        ):
            yield f"{signs}{scheme}", "measure", "new_participants"
        for leaves in ("เลิกส่ง", "หยุดส่ง", "เลิกจ่าย", "หยุดจ่าย", "ออกจาก", "ออกจากระบบ", "เลิกเข้าร่วม"):
            yield f"{leaves}{scheme}", "measure", "other"
    for who, verb in product(
        _SPEAKERS.split(), ("ส่ง", "จ่าย", "ออม", "ฝาก", "ส่งเบี้ย", "จ่ายเบี้ย", "ส่งเงิน", "ต้องส่ง", "ต้องจ่าย")
    ):
        yield f"{who}{verb}", "measure", "contribution"
    for below in (
        "ที่",
        "ที่ยัง",
        "ที่มีอัตรา",
        "ที่มีความครอบคลุม",
        "ที่มีอัตราความครอบคลุม",
        "ที่มีอัตราการเข้าร่วม",
        "มีอัตรา",
        "เกณฑ์",
    ):
        for under, comparator in (*_BELOW.items(), ("น้อยกว่า", "<")):
            yield f"{below}{under}", "scope", "threshold"
            yield f"{below}{under}", "cmp_before", comparator
    for headed, when in product(
        ("ตัวชี้วัดหลัก", "ตัวชี้วัดสำคัญ", "เป้าหมายหลัก", "เป้าหมายสำคัญ", "ภารกิจหลัก"), ("ปี", "ประจำปี", "ของปี")
    ):
        yield f"{headed}{when}", "scenario", "target"
        yield f"{headed}{when}", "date", "year_word"
    for place, of in product((*_SMALL, "โรงเรียน"), ("", "ของจังหวัด", "ในจังหวัด", "ของนคร")):
        yield f"เป็น{place}แรก{of}", "scope", "part"
    for who in (*_SMALL, "โรงเรียน", "จังหวัด", "ท้องถิ่น", "หน่วยงาน", "เมือง", "นคร", "ครอบครัว", "ประเทศ"):
        yield f"ให้{who}มี", "scenario", "target"
        if who in ("จังหวัด", "นคร", "เมือง"):
            yield f"ให้{who}มี", "scope", "whole"
    for place, which in product((*_SMALL, "ท้องถิ่น", "หน่วยงาน", "โรงเรียน"), ("ใด", "ไหน")):
        yield f"{place}{which}", "scope", "threshold"
    for noun, unit in _RELATIVE.items():
        yield f"{noun}ที่", "unit", unit
    for classifier, kinds in _CLASSIFIED.items():
        yield f"{classifier}ที่", "classifier", kinds
    for count, place in product(("สอง", "สาม", "สี่", "ห้า", "สิบ"), _PLACES_OF_THREE):
        yield f"หนึ่งใน{count}{place}", "shield", True


_WINDOW = 40
"""Characters on either side of a number word that are cut into words with it; bounds the cutter's time."""


_COUNTED_BY = frozenset(
    [
        "ตัน",
        "คน",
        "ตัว",
        "ใบ",
        "หลัง",
        "ดอง",
        "บาท",
        "ลำ",
        "คัน",
        "ราย",
        "แห่ง",
        "เล่ม",
        "ครั้ง",
        "ไร่",
        "เมตร",
        "ลิตร",
        "ต้น",
        "ชิ้น",
        "ปี",
        "วัน",
    ]
)


def _keep_disk_untouched() -> None:
    """Tell PyThaiNLP, before it is imported, to make no folder for its data in the user's home: nothing here needs it.

    Its own switch is used, and whoever has set that switch, under its new or old name, is left in charge of it.
    """
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")


@cache
def _dictionary() -> frozenset[str]:
    """PyThaiNLP's word list, which its cutter uses; loaded where the first number word is met."""
    _keep_disk_untouched()
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


def inside_word(text: str, start: int, end: int) -> bool:
    """Whether a number word only stands inside another dictionary word, by PyThaiNLP's cutting of what is around it.

    Unknown words (names spelt by ear) are no witness: the cutter guesses their bounds; nor is a word in
    which a classifier or measure follows the number ("พันตัน", a gunwale, in thousands of tonnes).
    """
    _keep_disk_untouched()
    from pythainlp.tokenize import word_tokenize

    low, high = start, end
    while low > 0 and start - low < _WINDOW and "\u0e00" < text[low - 1] < "\u0e80":
        low -= 1
    while high < len(text) and high - end < _WINDOW and "\u0e00" < text[high] < "\u0e80":
        high += 1
    at = low
    for word in word_tokenize(text[low:high], engine="newmm"):
        after = at + len(word)
        crossed = at < start < after or (at < end < after and text[end:after] not in _COUNTED_BY)
        if crossed and word in _dictionary():
            return True
        at = after
    return False


_SMALL = ("ตำบล", "แขวง", "หมู่บ้าน", "เขตพิเศษ", "อำเภอ")
_GENERAL = (
    *(verb for verb in _VERBS.split() if len(verb) > 3),
    "และ", "หรือ", "ที่", "ใน", "ทั้ง", "ต่าง", "ทั่ว", "ให้", "จะ", "ต้อง", "ละ", "ของ", "เพื่อ", "ได้", "มี", "เป็น", "ระดับ", "พื้นที่",
    "ใด", "ไหน", "อื่น", "ชนบท", "ยากจน", "ห่างไกล", "ชายแดน", "บน", "แล้ว", "ซึ่ง", "โดย", "กับ", "ร่วม", "ดำเนิน", "จัด", "บรรลุ", "ยัง", "ไม่",
    "ขึ้น", "ลง", "ทุก", "แต่", "ส่วน", "ราย", "ใหม่", "เดิม", "เล็ก", "ใหญ่", "จำนวน", "ตาม", "ไป", "มา", "อย่าง", "จาก", "สามารถ", "หลาย", "ภูเขา",
    "ทะเล", "เกาะ", "ริม", "ปลอด", "สีเขียว", "ต้นแบบ", "อัจฉริยะ", "ถึง", "สอง", "สาม", "เท่า", "เหล่า", "นั้น", "คือ", "ก็", "อยู่", "รวม", "ควร", "ว่า",
    "รับ", "ผ่าน", "เพียง", "เข้า", "เอง", "เสนอ", "ส่ง", "มอบ", "ภาย", "ก่อน", "แขวง", "ตำบล", "ด้วย", "แห่งหนึ่ง", "ท่องเที่ยว", "ชุมชน", "วัฒนธรรม", "หัตถกรรม", "อาชีพ",
)  # fmt: skip
"""How the text goes on behind "commune" where no commune is named."""


_OWN = ("ตำบล", "แขวง", "หมู่บ้าน")
_ALONE_IT = re.compile(
    r"(?:[ \n]|(?<=ปัจจุบั)น|(?<=ขณะนี)้|(?<=วันนี)้|(?<=ปีนี)้)(?:ตำบล|แขวง|หมู่บ้าน)(?:แห่งนี้|นี้)?(?:ยัง|จึง|ก็)?(?:มี|ทำได้|เก็บได้|ได้|จัด|ช่วย|มอบ|ระดม|หา|ปลูก|สร้าง|ชวน)"
)
"""A bare "the commune" as the subject of what it has or does: the one that the text speaks of."""


_SUCH_AS = re.compile(
    "[ก-๎]{3,8}?(?:บนภูเขา|ภูเขา|ชายแดน|ห่างไกล|ริมทะเล|บนเกาะ|ยากจน|ชนบท|เล็ก ?ๆ|ขนาดเล็ก)(?:อย่าง|ชื่อ)[ก-๎]{3}"
)
"""How a commune is named behind what it is like: "a commune in the mountains such as Tu Mo Rong"."""


def small_place_named(linker: Linker, view: View) -> None:
    """A commune, ward or hamlet that is named: the figures behind it speak of that part of the province."""
    text, sentence = linker.text, view.sentence
    named: list[tuple[int, int]] = []
    whole: list[int] = []
    for k in range(sentence.low, sentence.high):
        atom = linker.atoms[k]
        if atom.tags.get("scope") == "whole" or "nationwide" in atom.tags or "province" in atom.tags:
            if text.endswith(_SMALL, 0, atom.start):
                continue  # a ward that is called as a province is
            whole.append(k)
            continue
        if text.startswith(_OWN, atom.start) and _ALONE_IT.match(text, max(0, atom.start - 1)):
            named.append((k, atom.start))
            continue
        if text.startswith(_SMALL, atom.start) and _SUCH_AS.match(text, atom.start):
            named.append((k, atom.start))
            continue
        if not text.endswith(_SMALL, atom.start, atom.end):
            continue
        if atom.number is not None or text.startswith(_GENERAL, atom.end):
            continue
        word = next(w for w in _SMALL if text.endswith(w, atom.start, atom.end))
        after = text[atom.end : atom.end + 2]
        if not after or not ("ก" <= after[0] <= "ไ" or (after[0].isascii() and after[0].isalpha())):
            continue
        if atom.end - len(word) > 0 and text.endswith(("ทุก", "แต่ละ"), 0, atom.end - len(word)):
            continue
        named.append((k, atom.start))
    if not named:
        return
    for own in view.candidates:
        before = [k for k, _ in named if k < own.index]
        if not before or own.scope in ("threshold", "each") or any(before[-1] < k < own.index for k in whole):
            continue
        atom = linker.atoms[before[-1]]
        own.scope = "part"
        own.cues["scope"] = (atom.start, atom.end, "a commune, ward or hamlet is named")
    last = named[-1][0]
    if not any(k > last for k in whole):
        atom = linker.atoms[last]
        linker.context.part = (atom.start, atom.end, "a commune, ward or hamlet named before")
        linker.context.part_paragraph = sentence.paragraph


_FIRMS = ("นิคมอุตสาหกรรม", "บริษัท", "โรงงาน")
_NAME = 5
"""How many letters that are no cue's a firm's name begins with."""


def _names_firm(linker: Linker, k: int) -> bool:
    """Whether an atom ends with a noun of firms and is followed by what is no known word: a name spelt by ear."""
    text, atom = linker.text, linker.atoms[k]
    if not text.endswith(_FIRMS, atom.start, atom.end) or text.startswith(_GENERAL, atom.end):
        return False
    following = linker.atoms[k + 1].start if k + 1 < len(linker.atoms) else len(text)
    return following >= atom.end + _NAME and "ก" <= text[atom.end] <= "ไ"


def firm_named(linker: Linker, view: View) -> None:
    """A firm or industrial park that is named: the figures of its own cell, and those that say them again, are of a part."""
    said = None
    for own in view.candidates:
        named = [k for k in range(own.pre, own.index) if _names_firm(linker, k)]
        said = said if own.cut in ("continuation", "paren") else None
        if named:
            atom = linker.atoms[named[-1]]
            said = (atom.start, atom.end, "a firm or industrial park is named")
        if said is not None and own.scope == "whole":
            own.scope, own.cues["scope"] = "part", said


_HOME = re.compile("(?:" + "|".join(_SMALL) + ")(?!" + "|".join(_GENERAL) + ")([ก-๎]{3})")


@lru_cache(maxsize=1)
def _home(text: str) -> str:
    """The beginning of the name of the commune that an article is about: named in its first lines, and again later."""
    lines = text.lstrip().split("\n", 2)
    opening = _HOME.search("\n".join(lines[:2])[:400])
    if opening is None or "ทั้งจังหวัด" in text or "ทั่วจังหวัด" in text:
        return ""
    named = [found[1] for found in _HOME.finditer(text)]
    return (
        opening[1] if named.count(opening[1]) >= 2 and named.count(opening[1]) * 2 > len(set(named)) else ""
    )


def story_of_one_place(linker: Linker, view: View) -> None:
    """In an article about one commune, figures of nothing larger are the commune's."""
    if not view.candidates or not _home(linker.text):
        return
    low, high = view.sentence.low, view.sentence.high
    wide = [k for k in range(low, high) if {"nationwide", "province"} & linker.atoms[k].tags.keys()]
    wide += [k for k in range(low, high) if linker.atoms[k].tags.get("scope") == "whole"]
    for own in view.candidates:
        if own.scope == "whole" and own.scenario != "rule" and own.unit != "locality" and not wide:
            own.scope, own.cues["scope"] = (
                "part",
                (own.numeral.start, own.numeral.end, "an article about one commune"),
            )


_AVERAGE = ("แต่ละ", "ในแต่ละ", "เฉลี่ย")


def rate_in_front(linker: Linker, view: View) -> None:
    """As in "each day the whole branch must win 9,000 people": the rate stands at the head of the figure's clause."""
    for own in view.candidates:
        if own.measure == "beneficiaries" and own.kind == "count" and own.per is not None:
            if linker.text.startswith("ราย", own.cues["per"][0]):
                own.per = None  # "those who get monthly help, 98,704 people"
                del own.cues["per"]
                continue
        if own.kind != "count" or own.per is not None:
            continue
        for k in range(own.index - 1, own.pre - 1, -1):
            atom = linker.atoms[k]
            if atom.number is not None or "mark" in atom.tags:
                break
            if "per" in atom.tags and linker.text.startswith(_AVERAGE, atom.start):
                own.per, own.cues["per"] = (
                    atom.tags["per"],
                    (atom.start, atom.end, "rate at the head of the clause"),
                )


_AGAIN = re.compile(
    r"(?:ตัวเลข|ยอด|จำนวน|อัตรา|สัดส่วน|ยอดเงิน)(?:นี้|ดังกล่าว)(?:อยู่ที่|คือ|เป็น|เท่ากับ|ได้|แตะ|มี)?[^\d]{0,14}$"
)


_THEN = re.compile(
    r"(?:เมื่อ)?(?:ปีก่อน|ปีที่แล้ว|เดือนก่อน|เดือนที่แล้ว|ไตรมาสก่อน|ก่อนหน้านี้|ก่อนหน้านั้น|เมื่อก่อน)(?:หน้า)?[^\d\n;]{0,12}"
    r"(?:มี|ได้|อยู่ที่|คือ|เป็น)[^\d\n;]{0,10}"
)


def number_again(linker: Linker, view: View) -> None:
    """As in "… in Hanoi this number is 5.2 trillion": it measures what the figure of its kind before it measured."""
    for at, own in enumerate(view.candidates):
        start = max(view.sentence.start, own.numeral.start - 40)
        then = not at and _THEN.fullmatch(linker.text, view.sentence.start, own.numeral.start)
        if own.indicator != "other" or not (then or _AGAIN.search(linker.text[start : own.numeral.start])):
            continue
        told = view.candidates[at - 1] if at else linker.told
        if told is not None and told.kind != own.kind and own.kind == "money":
            told = linker.money
        if (
            told is not None
            and told.kind == own.kind
            and told.scheme is not None
            and told.indicator != "other"
        ):
            own.scheme, own.measure, own.base, own.indicator = (
                told.scheme,
                told.measure,
                told.base,
                told.indicator,
            )
            own.cues["measure"] = own.cues["scheme"] = (
                *told.cues["value"][:2],
                "the number spoken of before",
            )


_THAN = re.compile(
    r"(มากกว่า|สูงกว่า|เหนือกว่า|น้อยกว่า|ต่ำกว่า)(?:ช่วง|ระยะ|เดือน|ปี|ต้น|กลาง|ปลาย|ครึ่ง|สิ้น|ไตรมาส|เมื่อ)[^\d,;\n]{0,30}(?:\d{4})?[^\d,;\n]{0,9}$"
)
_OF_THEN = re.compile(r" ?(?:ของ|เมื่อเทียบกับ|เทียบกับ)(?:ช่วง|ระยะ)(?:เวลา)?เดียวกัน")


_ADDED = re.compile(r"[ ,(]เพิ่ม(?:มา|อีก|ได้)?(?:ประมาณ|ราว|กว่า|เกือบ|มากกว่า|ถึง)?[ ]?$")
_MORE_THAN_THEN = re.compile(
    r" ?(?:พันล้าน|ล้าน)?(?:ดอง|คน|ราย|%|จุด)?[^\d,;\n]{0,12}?(?:เทียบกับ|เปรียบเทียบกับ|จาก)(?:[ก-๎]{0,4}(?:ช่วง|ระยะ|เวลา|ห้วง|ปี|สิ้น|ต้น|เดือน|ไตรมาส))"
)


_SINCE_THEN = re.compile(
    r"เทียบกับ(?:[^\d;\n]{3,40}|[^\d;\n]{2,20}\d{4} ?)(เพิ่ม|ลด)(?:ขึ้น|ลง|ได้|อีก|ประมาณ|ราว|กว่า|เกือบ|ถึง)*[ ]?$"
)


def compared_with_then(linker: Linker, view: View) -> None:
    """As in "5,230 more than the same period", a change; and "equal to 87 % of the same period", neither change nor coverage."""
    for at, own in enumerate(view.candidates):
        if "change" in own.cues or own.scheme is None:
            continue
        added = own.kind in ("count", "money", "percentage") and _MORE_THAN_THEN.match(
            linker.text, own.numeral.end
        )
        before = linker.text[max(view.sentence.start, own.numeral.start - 70) : own.numeral.start]
        since = _SINCE_THEN.search(before) if own.kind in ("count", "money", "percentage") else None
        if since is not None:
            own.measure, own.indicator, own.base = "growth", f"{own.scheme}.growth", None
            own.negative = since[1] == "ลด"
            own.cues["change"] = own.cues["measure"] = (
                own.numeral.start - len(since[0]),
                own.numeral.start,
                "more or less than at another time",
            )
            continue
        if added and _ADDED.search(
            linker.text[max(view.sentence.start, own.numeral.start - 16) : own.numeral.start]
        ):
            cue = (own.numeral.end, added.end(), "more than at another time, told behind")
            own.measure, own.indicator, own.base = "growth", f"{own.scheme}.growth", None
            own.cues["change"] = own.cues["measure"] = cue
            continue
        found = _THAN.search(linker.text, max(view.sentence.start, own.numeral.start - 60), own.numeral.start)
        if found is not None and own.scenario == "rule" and own.cues["scenario"][2].startswith("shares of"):
            own.scenario = "actual"
            del own.cues["scenario"]
        if found is not None and at and view.candidates[at - 1].indicator == "other" and own.cut != "strong":
            if "in the figure" not in own.cues["scheme"][2]:
                own.measure, own.indicator = None, "other"
                continue
        if found is not None and own.kind in ("percentage", "count", "money"):
            left = view.candidates[at - 1] if at else None
            if (
                left is not None
                and left.scheme
                and own.cues["scheme"][2].startswith("rate that the paragraph")
            ):
                own.scheme = left.scheme
            if left is not None and left.scheme and own.cues["scheme"][0] > own.numeral.end:
                own.scheme = left.scheme
            for d in view.sentence.dates:
                if found.start() <= d.start < found.end() and d.preposition != "compared":
                    d.preposition = "compared"
                    for k, other in enumerate(view.candidates):
                        if other.cues.get("date", (0, 0, ""))[0] == d.start:
                            other.date_role = other.date_start = other.date_end = None
                            other.cues.pop("date")
                            linker.set_date(view, k)
            own.negative, own.base = found[1] in ("น้อยกว่า", "ต่ำกว่า"), None
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"
            own.cues["change"] = own.cues["measure"] = (
                found.start(),
                found.end(),
                "more or less than at another time",
            )
        elif own.kind == "percentage" and _OF_THEN.match(linker.text, own.numeral.end):
            own.measure, own.indicator, own.base = None, "other", None


def each_at_least(linker: Linker, view: View) -> None:
    """As in "each commune wins at least 50 members", without a word of duty: what each does at least is asked of it."""
    for own in view.candidates:
        asked = (
            own.scope == "each"
            and own.comparator == ">="
            and own.kind == "count"
            and own.scenario == "actual"
        )
        if (
            asked
            and own.measure in ("new_participants", "events")
            and own.cues["scenario"] == own.cues["value"]
        ):
            own.scenario, own.cues["scenario"] = (
                "target",
                (*own.cues["scope"][:2], "what each is to do at least"),
            )


def agency_pays(linker: Linker, view: View) -> None:
    """What the agency or its fund has to pay is a benefit, no contribution: "Social Insurance must pay 80 % in advance"."""
    for own in view.candidates:
        told = own.cues.get("measure")
        if own.measure not in ("contribution", "contribution_rate") or told is None or own.scheme is None:
            continue
        payer = next((a for a in linker.atoms[view.sentence.low : own.index] if a.end == told[0]), None)
        if payer is not None and (
            "agency" in payer.tags or linker.text.endswith("กองทุน", payer.start, payer.end)
        ):
            own.measure, own.indicator = "benefits", f"{own.scheme}.benefits"
            own.cues["measure"] = (payer.start, told[1], "paid by the agency")
            if own.scenario == "rule" and own.cues["scenario"][2].startswith("contributions"):
                own.scenario = "actual"
                del own.cues["scenario"]
            if own.scope == "each" and own.cues["scope"][2].startswith("a contribution"):
                own.scope = "whole"
                del own.cues["scope"]


_OF_WHICH = re.compile(r"(?:ในจำนวน(?:[ก-๎]{2,20})?(?:นี้|ดังกล่าว)|ในยอดนี้|ในนั้น|ในกลุ่มนี้|ในคนเหล่านี้) ?$")
_ALONE = re.compile(
    r"(?:เฉพาะ(?:ที่|ใน)?(?:โรงพยาบาล|บริษัท|โรงเรียน|ตำบล|แขวง|อำเภอ|สถานพยาบาล|นิคม|ศูนย์|โรงงาน)[^\d\n;]{2}"
    r"|(?:ราย|คน|ท่าน|แห่ง)(?:หนึ่ง|เดียว)|(?:บริษัท|โรงงาน|วิสาหกิจ)เดียว)(?:[^\d\n;]|\d\d(?= ปี)){0,60}$"
)


def part_of_sum(linker: Linker, view: View) -> None:
    """As in "… claimed 17 trillion, of which 41 % are patients …; hospital A alone 1 trillion": both are parts of the sum."""
    whole = None
    for own in view.candidates:
        alone = _ALONE.search(
            linker.text, max(view.sentence.start, own.numeral.start - 90), own.numeral.start
        )
        alone = alone if own.kind == "money" and own.scope == "whole" else None
        if alone is not None:
            own.scope, own.cues["scope"] = "part", (*alone.span(), "one place or firm alone")
        if own.kind == "money" and own.scheme is not None and own.indicator != "other":
            whole = own
            continue
        if (
            own.indicator == "other"
            and own.unit == "percent"
            and own.base is None
            and "change" not in own.cues
        ):
            if _OF_WHICH.search(linker.text, view.sentence.start, own.numeral.start):
                own.base, own.cues["base"] = (
                    "group",
                    (*own.cues["value"][:2], "share of those spoken of before"),
                )
        if whole is None and alone is not None and own.indicator == "other" and linker.money is not None:
            near = view.sentence.paragraph - linker.money.sentence.paragraph <= 1
            whole = linker.money if near else None
        if whole is None or whole.scheme is None:
            continue
        start = max(whole.numeral.end, own.numeral.start - 60)
        share = own.unit == "percent" and own.measure in ("coverage_rate", "participants")
        if share and _OF_WHICH.search(linker.text, start, own.numeral.start):
            own.scheme, own.measure, own.indicator, own.base = (
                whole.scheme,
                whole.measure,
                whole.indicator,
                "group",
            )
            own.cues["measure"] = (*whole.cues["value"][:2], "part of the sum before")
        elif alone is not None:
            own.scheme, own.measure, own.indicator = whole.scheme, whole.measure, whole.indicator
            own.cues["measure"] = own.cues["scheme"] = (*whole.cues["value"][:2], "part of the sum before")


_DOWN = re.compile(
    r"(?<!ราย)ลด[^\d\n;]{4,}(?:\d[^\d\n;]*)?ลง(?:ได้|ไป|อีก|แล้ว|อย่างน้อย|ประมาณ|ราว|กว่า|เกือบ|มากกว่า|ไม่น้อยกว่า|ได้กว่า)?[ ]?$"
)


_TO_FALL_TO = re.compile(r"(?:ลดลง|ลด|กด|ดึง|ลง)[^\d\n;]{0,24}(?:เหลือ|ต่ำกว่า|ไม่เกิน|มาอยู่ที่|อยู่ที่|เป็น)[ ]?$")


def rate_to_fall(linker: Linker, view: View) -> None:
    """As in "by the third quarter it is to fall to 3.5 %": of the rates that were told last, arrears are the one to fall."""
    context = linker.context
    for own in view.candidates:
        if (
            own.unit != "percent"
            or own.indicator != "other"
            or own.scenario != "target"
            or own.base is not None
        ):
            continue
        near = view.sentence.paragraph - context.rate_paragraph <= 1 and context.rate == "arrears_rate"
        start = max(view.sentence.start, own.numeral.start - 50)
        if near and own.measure is None and _TO_FALL_TO.search(linker.text[start : own.numeral.start]):
            scheme = context.rate_scheme or "insurance"
            own.scheme, own.measure, own.indicator = scheme, "arrears_rate", f"{scheme}.arrears_rate"
            own.base, own.negative = "amount_due", False
            cue = (start, own.numeral.start, "of the rates told before, the one that is to fall")
            own.cues["measure"] = own.cues["scheme"] = own.cues["base"] = cue


def brought_down(linker: Linker, view: View) -> None:
    """As in "ลด … ลง 50 %", bring down by: the two halves of the verb on both sides of what falls."""
    for own in view.candidates:
        start = max(view.sentence.start, own.numeral.start - 90)
        if own.kind != "percentage" or "change" in own.cues:
            continue
        found = _DOWN.search(linker.text, start, own.numeral.start)
        if found is None:
            continue
        own.negative, own.base = True, None
        own.cues["change"] = (found.start(), found.end(), "a verb of falling, in two halves")
        counted = any(
            "unit" in a.tags and "measure" not in a.tags
            for a in linker.atoms
            if found.start() <= a.start < own.numeral.start
        )
        if counted or own.scheme is None:
            own.indicator, own.measure = "other", None
        elif own.indicator != "other":
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"


_NONE_OF = re.compile("ไม่ให้|ไม่เหลือ|ไม่มี|หมดไป|ให้หมด|ไม่ปล่อย|ไม่ยอม")
"""With which a limit is a goal: no commune is to stay below it."""
_THOSE_THAT = re.compile(
    r"(?:โรงเรียน|ตำบล|แขวง|สถานประกอบการ|หน่วยงาน|หน่วย|ท้องถิ่น|อำเภอ|บริษัท|หมู่บ้าน|แห่ง)ที่[^\d,;\n]{0,50}$"
)


def limit_of_those(linker: Linker, view: View) -> None:
    """As in "schools where less than 90 % of the pupils take part": a limit that sorts places or firms, no share of all."""
    for own in view.candidates:
        if own.unit != "percent" or own.comparator not in ("<", "<=", ">", ">="):
            continue
        if own.scope == "threshold" and own.scenario == "target":
            before = linker.text[max(view.sentence.start, own.numeral.start - 80) : own.numeral.start]
            if _NONE_OF.search(before) is None:
                own.scenario = "actual"  # what sorts is no goal: "schools below 95 % lose points"
                own.cues.pop("scenario", None)
                if own.date_role == "deadline":
                    own.date_role = own.date_start = own.date_end = None
                    own.cues.pop("date", None)
        if own.scope not in ("whole", "each"):
            continue
        end = linker.atoms[own.first].start
        found = _THOSE_THAT.search(linker.text, max(view.sentence.start, end - 70), end)
        if found is not None:
            own.scope, own.cues["scope"] = (
                "threshold",
                (*found.span(), "limit of the places or firms that are meant"),
            )
            if own.date_role == "deadline" and own.cues["date"][0] > own.numeral.end:
                if (
                    own.cues.get("scenario") == own.cues["date"]
                    or own.cues["scenario"][0] == own.cues["date"][0]
                ):
                    own.scenario = "actual"
                    own.cues.pop("scenario", None)
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date")  # when those below it are judged is no due date of the limit


_OF_COSTS = re.compile(" ?(?:ของ)?(?:ระดับสิทธิ|สิทธิประโยชน์|ค่ารักษา|ค่าใช้จ่ายใน|ค่าใช้จ่ายการ|ค่าตรวจ|ค่ายา|ค่าผ่าตัด)")


def share_of_costs(linker: Linker, view: View) -> None:
    """As in "are covered for 100 % of the costs of treatment": what a fund pays is a benefit, no coverage."""
    for at, own in enumerate(view.candidates):
        untold = own.kind == "percentage" and own.indicator == "other" and linker.context.topic is not None
        if untold and _OF_COSTS.match(linker.text, own.numeral.end) is not None:
            own.scheme, own.measure = (
                own.scheme or linker.context.scheme or linker.context.topic,
                "coverage_rate",
            )
        if own.kind == "percentage" and own.measure == "coverage_rate" and own.scheme is not None:
            found = _OF_COSTS.match(linker.text, own.numeral.end)
            if found is not None:
                own.measure, own.indicator, own.base = "benefits", f"{own.scheme}.benefits", None
                own.cues["measure"] = (*found.span(), "share of the costs of treatment")
        told = own.cues.get("scenario", (0, 0, ""))
        given = linker.text.startswith(("ได้รับ", "รับ", "ได้ "), told[0]) and own.date_role is None
        if own.kind == "percentage" and own.measure == "benefits" and ("scenario" not in own.cues or given):
            left = view.candidates[at - 1] if at else None
            too = left is not None and (left.measure, left.scenario, left.unit) == (
                "benefits",
                "rule",
                "percent",
            )
            if too or _OF_COSTS.match(linker.text, own.numeral.end) is not None:
                own.scenario = "rule"
                own.cues["scenario"] = (
                    *own.cues["measure"][:2],
                    "what a fund pays of the costs is set by law",
                )
                own.date_role = own.date_start = own.date_end = None


_MANY = 20_000
"""From so many times on they are no meetings, but visits, files or look-ups."""
_VISITS = frozenset({"beneficiaries", "claims", "benefits"})


def visits_of_patients(linker: Linker, view: View) -> None:
    """As in "received patients with health insurance 312,000 times": what is counted off by times there are visits, no events."""
    for own in view.candidates:
        if own.unit != "event" or not linker.text.startswith("ครั้ง", own.cues["unit"][0]):
            continue
        many = own.numeral.value >= _MANY
        own.unit = "case" if many else own.unit
        if own.measure is not None or not (many or own.scheme == "health_insurance"):
            continue
        cell = linker.atoms[own.pre : own.index]
        told = next((a for a in reversed(cell) if a.tags.get("measure") in _VISITS), None)
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        scheme = own.scheme if named or not linker.several else "insurance"
        if told is not None and (scheme := scheme or linker.context.topic) is not None:
            own.unit, own.measure, own.scheme, own.indicator = "case", "claims", scheme, f"{scheme}.claims"
            own.cues["measure"] = (told.start, told.end, "patients counted off by times")
            own.cues.setdefault("scheme", own.cues["measure"])


def same_classifier(linker: Linker, view: View) -> None:
    """As in "found 2,340 household firms and won 1,415 of them": what a classifier of many nouns counts was told before it."""
    told = None
    for own in view.candidates:
        if own.kind != "count" or not linker.text.startswith((" ราย", "ราย"), own.numeral.end):
            continue
        if own.unit in ("household", "organization"):
            told = own
        elif told is not None and own.unit == "person" and own.cues["unit"][0] >= own.numeral.end:
            own.unit, own.cues["unit"] = told.unit, told.cues["unit"]


_MOST = ("ส่วนใหญ่ (", "ส่วนมาก (", "ส่วนน้อย (", "เกินครึ่ง (")
_NOT_IN = re.compile("(?:ใน|จาก|ของ)(?:จำนวน|บรรดา|หมู่|กลุ่ม)?(?:คน|ผู้|ประชาชน|แรงงาน)?(?:ที่)?(?:ยัง)?ไม่")


def share_of_the_others(linker: Linker, view: View) -> None:
    """As in "of those who have no card yet, 62 % are …": a share of those who do not take part is no coverage."""
    for own in view.candidates:
        if own.kind != "percentage" or "measure" not in own.cues:
            continue
        if own.measure != "coverage_rate" and own.indicator != "other":
            continue
        start, end = own.cues["measure"][:2]
        found = _NOT_IN.search(linker.text, max(view.sentence.start, start - 24), end)
        if found is not None and end <= own.numeral.start:
            own.measure, own.indicator, own.base = None, "other", "group"
            own.cues["base"] = (*found.span(), "share of those who do not take part")
        elif linker.text.endswith(_MOST, 0, linker.atoms[own.first].start):
            own.measure, own.indicator, own.base = None, "other", "group"
            own.cues["base"] = (start, end, "most of those named, in brackets")
        elif "ไม่" in linker.text[start:end] and own.cues["base"][2] == "base after the percentage":
            own.measure, own.indicator = None, "other"  # "6.8 % of the population have none"


_BY_MONTH = re.compile(
    r"(?<!ค้าง)(?<!เงิน)(?:ส่ง|จ่าย|ออม|ฝาก|ชำระ|(?:ทำ|ซื้อ|สมัคร|เข้าร่วม)(?=ประกัน|บัตร))[^\d;\n]{0,60}$"
)
_PAID_OUT = re.compile("บำนาญ|เงินช่วยเหลือ|เบี้ยช่วยเหลือ|ได้รับ|เงินเดือน|ค่าจ้าง|รายได้|กองทุนจ่าย|กำไร|ดอกเบี้ย")


def paid_by_month(linker: Linker, view: View) -> None:
    """As in "sends voluntary insurance 330,000 dong a month": what somebody pays by the month for a scheme is a contribution."""
    for own in view.candidates:
        if (
            own.kind != "money"
            or own.per not in ("month", "year")
            or own.scheme is None
            or own.measure == "contribution"
            or "in the figure" not in own.cues["scheme"][2]
        ):
            continue
        if own.measure not in (None, "participants") and "in the figure" in own.cues["measure"][2]:
            continue
        start = linker.atoms[own.pre].start if own.pre < own.index else own.numeral.start
        found = _BY_MONTH.search(linker.text, start, own.numeral.start)
        if found is None or _PAID_OUT.search(linker.text, start, own.numeral.start):
            continue
        told = linker.text[view.sentence.start : own.numeral.start]
        if any(words in told for words in linker.spec.language.without):
            continue
        cue = (found.start(), found.end(), "paid by the month for a scheme")
        own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
        own.cues["measure"] = cue
        own.scope, own.cues["scope"] = "each", cue
        if "scenario" not in own.cues:
            own.scenario, own.cues["scenario"] = "rule", cue
            own.date_role = own.date_start = own.date_end = None


def goal_goes_on(linker: Linker, view: View) -> None:
    """As in "wants the coverage at 96.5 % and has 47 % of the workers in the system": a bare "have" behind "and" goes on with the goal."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if left is None or left.scenario != "target" or own.scenario != "actual" or own.cut != "conjunction":
            continue
        start, _, rule = own.cues.get("scenario", (0, 0, ""))
        k = next((k for k in range(own.pre, own.index) if linker.atoms[k].start == start), own.pre)
        before = linker.atoms[k - 1] if k > own.pre else linker.atoms[own.pre]
        joined = before.tags.get("break") == "conjunction" and before.end == start
        if not rule.startswith("actual word") or not joined or not linker.text.startswith("มี", start):
            continue
        cell = linker.atoms[own.pre : own.post]
        now = any(d.shape == "now" and own.pre <= d.index < own.post for d in view.sentence.dates)
        if now or any(a.tags.get("scenario") == "actual" and a.start != start for a in cell):
            continue
        if "แล้ว" in linker.text[start : linker.atoms[own.last].end + 12]:
            continue
        own.scenario, own.cues["scenario"] = "target", left.cues["scenario"]
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        linker.set_date(view, at)


_ASKS = re.compile(r"(?:^|\n)(?:\d{1,2}[.)] ?)?(?:\"?)(?:ถาม|คำถาม|ผู้อ่านถาม|ประชาชนถาม)[^\n:]{0,60}:")
_ASKED = re.compile(
    r"(?:เท่าไร|เท่าไหร่|เท่าใด|อย่างไร|ยังไง|เมื่อไร|เมื่อไหร่|เมื่อใด|หรือไม่|หรือเปล่า|ไหม|มั้ย|บ้าง|ที่ไหน|ที่ใด|กี่บาท|กี่ดอง|กี่ปี|อะไร|ใคร|ได้ไหม|หรือยัง)"
    r"(?:คะ|ครับ|ค่ะ|ดี)?[\"” ?\n]*$"
)


def question_asked(linker: Linker, view: View) -> None:
    """A line that asks, by its label or its last word, as Thai writes no question mark: its answer is of the scheme that it names."""
    sentence = view.sentence
    line = linker.text[linker.text.rfind("\n", 0, sentence.start + 1) + 1 : sentence.end]
    if _ASKS.match(line) is None and _ASKED.search(linker.text[sentence.start : sentence.end]) is None:
        return
    if view.schemes:
        linker.context.asked_paragraph = sentence.paragraph


_LEFT_OVER = re.compile(r"เหลือ(?:เพียง|แค่|จ่าย|ต้องจ่าย|จ่ายจริง|จ่ายเพียง|อีก)?[ ]?$")


def left_to_pay(linker: Linker, view: View) -> None:
    """As in "330,000 a month, with the help 264,000 remain": what remains of dues after the help is what one pays."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if own.kind != "money" or left is None or left.scheme is None or own.numeral.value >= 5_000_000:
            continue
        before = linker.text[left.numeral.end : own.numeral.start]
        if left.measure not in ("support", "contribution") or left.scenario != "rule":
            continue
        found = _LEFT_OVER.search(before)
        if found is None or own.measure not in (None, "support", "contribution"):
            continue
        cue = (left.numeral.end + found.start(), own.numeral.start, "what remains to be paid")
        own.scheme, own.measure, own.indicator = left.scheme, "contribution", f"{left.scheme}.contribution"
        own.scenario, own.scope, own.base = "rule", "each", None
        own.cues["measure"] = own.cues["scheme"] = own.cues["scenario"] = own.cues["scope"] = cue
        own.negative = False
        own.date_role = own.date_start = own.date_end = None


_AT_MOST = re.compile(r"(?:สูงสุด|มากที่สุด)(?:คือ|เป็น|เพียง|อยู่ที่|ไม่เกิน)?(?:(?:คน|ราย|เดือน|ปี|วัน|ครัวเรือน)ละ)?[ ]?$")
_THIS_PART = re.compile(r"(?:เงินส่วนนี้|กองทุนนี้|ส่วนนี้|ประกันนี้|ระบบนี้)[^;\n]{0,40}$")


def pointed_at(linker: Linker, view: View) -> None:
    """As in "a fee of at most 1.5 million", set by rule; and "owe this part", which is of the scheme last told."""
    for own in view.candidates:
        low = max(view.sentence.start, own.numeral.start - 60)
        before = linker.text[low : own.numeral.start]
        highest = own.comparator == "<=" and own.scenario == "actual" and own.kind == "percentage"
        if highest and linker.text.startswith("สูงสุด", own.cues["comparator"][0]):
            own.comparator = "="  # "the highest coverage, at 97.9 %"
            del own.cues["comparator"]
        if (
            own.comparator == "="
            and own.scenario == "rule"
            and own.kind == "money"
            and _AT_MOST.search(before)
        ):
            own.comparator = "<="
        found = _THIS_PART.search(before)
        last = linker.context.scheme
        if found is None or last in (None, "insurance") or own.scheme != "insurance":
            continue
        if own.indicator.startswith("insurance."):
            own.scheme = last
            own.indicator = f"{last}.{own.measure}"
            own.cues["scheme"] = (
                low + found.start(),
                low + found.end(),
                "the scheme last told is pointed at",
            )


_ALL_OF = re.compile(r"ทั้ง[ ]?$")
_EACH_BEHIND = re.compile(r" ?(?:แห่ง|ตำบล|แขวง|หน่วย|หมู่บ้าน)? ?(?:แต่ละ|ทุก)(?:แห่ง|ตำบล|แขวง|หน่วย|หมู่บ้าน)")
_REACHED = re.compile(r"[^\d\n;]{0,6}[ ](?:ทำได้|บรรลุ|บรรลุแล้ว|ทำได้แล้ว|สำเร็จ|ได้)[ ]?$")
_MORE_OF = re.compile(r"(?:เพิ่ม|หา|ขยาย|พัฒนา|ดึง|ชวน)[^\d\n;]{0,36}(?:อีก|เพิ่ม|ใหม่)[ ]?$")
_OF_THE_PLAN = re.compile(r"(?:เทียบกับ|ตาม|ต่อ)(?:แผน|เป้า|เป้าหมาย|ตัวชี้วัด)(?:แล้ว)?[ ,][^\d\n;]{0,60}$")
_FINED = re.compile(r"ปรับ[ ]?\d[\d.,]*[^\d\n;]{0,20}(?:เป็นเงิน|รวม)[ ]?$")
_FAMILY_HAS = re.compile(r"(?:ครอบครัว|บ้าน|ครัวเรือน)[ก-๎]{0,14}?มี(?:กัน|อยู่|สมาชิก|ทั้งหมด)*[ ]?$")
_A_FAMILY = 20
_FINES = 300_000_000
"""From so many dong on it is no fine that a law lays down."""
_OWN_POCKET = ("ควัก", "จ่ายเอง", "ออกเอง", "ครอบครัวจ่าย")
_NO_DUES = 2_500_000
"""From so many dong on, without a rate over time, what a family pays itself is no premium but its part of a treatment."""
_OF_SOME = frozenset({"voluntary_social_insurance", "social_insurance", "unemployment_insurance"})


def told_by_position(linker: Linker, view: View) -> None:
    """What stands right beside a figure: "all the 7 offices" are there, "38,000 people, reached 97 %" is of the plan,
    "more of A, 7,000 people" are new ones, and a sum that is so many percent of the plan was collected.
    """  # fmt: skip
    text = linker.text
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        before = text[max(view.sentence.start, own.numeral.start - 50) : own.numeral.start]
        told_off = _ALL_OF.search(before) or _EACH_BEHIND.match(text, own.numeral.end)
        if own.unit in ("locality", "organization") and own.scenario == "target" and told_off:
            own.scenario, own.date_role, own.date_start, own.date_end = "actual", None, None, None
            own.cues["scenario"] = (
                own.numeral.start,
                own.numeral.end,
                "all the places or bodies that there are",
            )
        cue = own.cues.get("measure", ("", "", ""))[2]
        if (
            own.unit == "percent"
            and own.measure == "coverage_rate"
            and own.base is None
            and own.scheme in _OF_SOME
            and left is not None
            and (left.measure, left.scheme) == ("participants", own.scheme)
            and "in the figure" not in cue
            and _REACHED.fullmatch(text, left.numeral.end, own.numeral.start)
        ):
            own.measure, own.indicator, own.base = "plan_completion", f"{own.scheme}.plan_completion", "plan"
            own.cues["base"] = own.cues["measure"] = (
                left.numeral.end,
                own.numeral.start,
                "a plan is reached",
            )
        if own.unit == "percent" and own.indicator == "other" and own.base is None:
            of_whole = left is not None and left.unit == "organization" and left.numeral.out_of is not None
            of_whole = of_whole and before.rstrip().endswith(("หรือ", "คิดเป็น", "เท่ากับ", "("))
            if before.endswith(("สัดส่วน", "สัดส่วน ")) or of_whole:
                if "change" not in own.cues:
                    own.base, own.cues["base"] = "group", (*own.cues["value"][:2], "share of what is named")
            of = text.startswith((" สำหรับ", "สำหรับ"), own.numeral.end)
            named = linker.atoms[own.last + 1 : own.last + 3] if of and linker.context.topic else []
            told = next((a for a in named if "scheme" in a.tags and "agency" not in a.tags), None)
            if told is not None and "change" not in own.cues:
                own.scheme, own.measure = told.tags["scheme"], "coverage_rate"
                own.indicator = f"{own.scheme}.coverage_rate"
                own.cues["measure"] = own.cues["scheme"] = (
                    told.start,
                    told.end,
                    "for which scheme, behind its share",
                )
        set_against = own.unit == "percent" and own.measure == "coverage_rate" and own.base is None
        if (
            set_against
            and own.scheme in _OF_SOME
            and _OF_THE_PLAN.search(text[view.sentence.start : own.numeral.start])
        ):
            own.measure, own.indicator, own.base = "plan_completion", f"{own.scheme}.plan_completion", "plan"
        if own.kind == "money" and own.measure == "collection" and _FINED.search(before):
            own.measure, own.indicator = None, "other"
        if own.unit == "VND" and own.scenario == "rule" and own.numeral.value >= _FINES and own.per is None:
            if own.indicator == "other" and "ปรับ" in before[-24:] and "สูงสุด" not in before:
                own.scenario = "actual"  # fines that were imposed on several
                own.cues.pop("scenario", None)
        if own.unit == "person" and own.numeral.value < _A_FAMILY and _FAMILY_HAS.search(before):
            own.measure, own.indicator = None, "other"
        own_pocket = text.startswith(_OWN_POCKET, own.cues["measure"][0]) if "measure" in own.cues else False
        if own.measure == "contribution" and own_pocket and own.per is None and own.unit == "VND":
            if own.numeral.value >= _NO_DUES:
                own.measure, own.indicator = None, "other"
                if own.cues.get("scenario", ("", "", ""))[2].startswith("contributions"):
                    own.scenario = "actual"
                    del own.cues["scenario"]
        if own.unit == "person" and own.measure == "participants" and cue.startswith("people of a scheme"):
            if own.scheme is not None and _MORE_OF.search(before):
                own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
        if own.kind == "percentage" and own.measure == "plan_completion" and left is not None:
            if (
                left.kind == "money"
                and left.indicator == "other"
                and own.cut == "continuation"
                and own.scheme
            ):
                left.scheme, left.measure, left.indicator = (
                    own.scheme,
                    "collection",
                    f"{own.scheme}.collection",
                )
                left.cues["measure"] = left.cues["scheme"] = (
                    *own.cues["value"][:2],
                    "a sum that was planned",
                )


_PAYING = re.compile(
    r"(?:^|[ ]|แล้ว|คนที่\S{2,4}|คนแรก|ต้อง)(?:ส่ง|จ่าย|เสีย|ออก|ออม)(?:รวม|เงิน)?(?:เดือนละ|ปีละ|เพียง|แค่|ประมาณ|ราว|รวม|ขั้นต่ำ|ต่ำสุด)*[ ]?$"
)
_LESS = re.compile(r"(?:ได้ลด|ลดให้|ได้ส่วนลด|ได้รับส่วนลด|เพิ่มให้อีก|เพิ่มให้|เติมให้อีก)[ ]?$")


def told_in_answer(linker: Linker, view: View) -> None:
    """In the answer to who asked about a scheme, what "one sends" or "gets off" is its dues and the help with them."""
    answered = linker.context.scheme if linker.answers(view.sentence) else None
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        guessed = own.cues.get("measure", ("", "", ""))[2].startswith(
            ("percentage of a scheme", "rate that the")
        )
        if answered is None or own.kind not in ("percentage", "money"):
            continue
        if own.indicator != "other" and not guessed:
            continue
        before = linker.text[max(view.sentence.start, own.numeral.start - 30) : own.numeral.start]
        measure = "contribution" if _PAYING.search(before) else "support" if _LESS.search(before) else None
        if measure is None and left is not None and left.kind == "percentage":
            listed = own.kind == "percentage" and left.measure == "support"
            listed = listed and own.cut in ("space", "clause", "conjunction")
            again = own.kind == "money" and left.measure == "contribution_rate" and own.cut == "continuation"
            measure = "support" if listed else "contribution" if again else None
        if measure is None:
            continue
        if measure == "contribution" and own.kind == "percentage":
            measure = "contribution_rate"
        cue = (own.numeral.start, own.numeral.end, "told in the answer to a question about a scheme")
        if "in the figure" not in own.cues.get("scheme", ("", "", ""))[2] or own.scheme is None:
            own.scheme = left.scheme if left is not None and left.scheme is not None else answered
        own.measure, own.indicator, own.base = measure, f"{own.scheme}.{measure}", None
        own.cues["measure"] = own.cues["scheme"] = cue
        own.scenario, own.cues["scenario"] = "rule", cue
        own.date_role = own.date_start = own.date_end = None
        if own.kind == "money" and own.scope == "whole":
            own.scope, own.cues["scope"] = "each", cue


def _pass_date(linker: Linker, view: View, found: DateExpression) -> None:
    """A date that dates nothing: figures that it was taken to date are dated by another, or none."""
    found.preposition = "since"
    for at, own in enumerate(view.candidates):
        if own.cues.get("date", (0, 0, ""))[0] == found.start:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date")
            linker.set_date(view, at)


_MEETING = re.compile(r"(?:การประชุม|งานประชุม|ที่ประชุม|จัดประชุม|สัมมนา)[^;\n]{4,160}?(?:(?<!ก)|(?<=บอก))ว่า(?!ง)")


def meeting_named(linker: Linker, view: View) -> None:
    """As in "at the meeting that sums up 2025 and sets the tasks of 2026 the director said that …": its years date no figure."""
    if not view.candidates:
        return
    start, stop = view.sentence.start, view.candidates[0].numeral.start
    named = _MEETING.search(linker.text, start, min(stop, start + 260))
    if named is None:
        return
    for found in view.sentence.dates:
        if named.start() < found.start < named.end() and found.shape in ("year", "half", "quarter", "months"):
            if found.preposition in (None, "in", "by"):
                _pass_date(linker, view, found)


_TELLS = re.compile(
    r"(?:ประกาศ|เปิดเผย|แถลง|แจ้ง|เผยแพร่|งานประชุม|จัดขึ้น|จัดการประชุม|จัดประชุม|ที่ประชุม|การประชุม|ลงนาม|ตรวจเยี่ยม|เปิดตัว|จัดพิธี)"
    r"[^\d;\n]{0,60}(?:\d{4} ?)?$"
)


_TELLS_BEHIND = re.compile(r" [^\d\n;]{4,110}?(?<!พบ)(?<!ปรากฏ)(?:(?<!ก)|(?<=บอก))ว่า(?!ง)")


def day_of_telling(linker: Linker, view: View) -> None:
    """As in "published the numbers on 10 January": the day on which something is told, or people met, dates no state."""
    for own in view.candidates:
        held = next((d for d in view.sentence.dates if d.start == own.cues.get("date", (-1,))[0]), None)
        if own.measure != "attendees" or held is None or held.last is None or linker.published is None:
            continue
        if held.shape == "day" and held.relative and held.preposition in (None, "as_of", "in"):
            if 0 <= (linker.published - held.last).days <= 10:
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date")
    for found in view.sentence.dates:
        if found.shape != "day" or found.last is None or linker.published is None:
            continue
        days = (linker.published - found.last).days
        when = linker.text.startswith(("เมื่อ", "วันที่"), found.start) and found.preposition in (None, "as_of")
        low = max(view.sentence.start, found.start - 90)
        if not when or not 0 <= days <= 10:
            continue
        if not _TELLS.search(linker.text[low : found.start]) and not _TELLS_BEHIND.match(
            linker.text, found.end
        ):
            continue
        _pass_date(linker, view, found)


_PAY = re.compile(r"(?:ค่าตอบแทน|ค่าคอมมิชชั่น|ค่าคอมมิชชัน|ค่าจ้างจัดเก็บ|ค่าแรงจัดเก็บ)[^\d;\n]{0,40}$")


def agents_pay(linker: Linker, view: View) -> None:
    """As in "the agents' pay is at most 12 % of the dues": what agents get of what they collect is no measure of insurance."""
    for own in view.candidates:
        found = _PAY.search(linker.text, max(view.sentence.start, own.numeral.start - 60), own.numeral.start)
        if found is None or own.kind not in ("percentage", "money"):
            continue
        own.measure, own.indicator = None, "other"
        own.cues["measure"] = (*found.span(), "what agents are paid")
        if own.kind == "percentage":
            own.base = None
            own.scenario, own.cues["scenario"] = (
                "rule",
                (*found.span(), "shares of what is collected are set by rule"),
            )
            own.date_role = own.date_start = own.date_end = None
            if own.comparator == "=" and "สูงสุด" in found[0]:
                own.comparator = "<="


_BUDGET = re.compile(
    r"(?:งบประมาณ|งบ|รัฐบาล|(?:ภาค|ของ|[ ])รัฐ|คลัง|ผู้อุปถัมภ์|ผู้สนับสนุน|ผู้ใจบุญ|กองทุนการกุศล)[^\d;:\n]{0,30}"
    r"(?:จ่าย|ชำระ|รับผิดชอบ|รับภาระ|ออก|สมทบ)[^\d;:\n]{0,40}$"
)
_INSTEAD = re.compile(r"[^\d;:\n]{0,6}(?:แทน|ให้(?:แก่|กับ)?)(?!ถึง|ได้)[^\d;:\n]{3}")


def budget_pays(linker: Linker, view: View) -> None:
    """As in "the province's budget will pay the other 30 % in the stead of near-poor households": dues that a budget pays are help."""
    for at, own in enumerate(view.candidates):
        if own.measure not in ("contribution", "contribution_rate") or own.scheme is None:
            continue
        left = view.candidates[at - 1] if at else None
        said = left is not None and left.measure == "support" and own.cut == "continuation"
        said = said and own.cues["measure"][0] < (left.numeral.start if left is not None else 0)
        low = max(view.sentence.start, left.numeral.end if left is not None else 0, own.numeral.start - 80)
        payer = _BUDGET.search(linker.text, low, linker.atoms[own.first].start)
        if not said and (payer is None or _MEMBER_PAYS.search(linker.text, payer.start(), own.numeral.start)):
            continue
        span = payer.span() if payer is not None else own.cues["measure"][:2]
        own.measure, own.indicator, own.base = "support", f"{own.scheme}.support", None
        own.cues["measure"] = (*span, "dues that a budget pays")
        if own.kind == "money" and own.numeral.value >= _A_BUDGET:
            if own.scenario == "rule":
                own.scenario = "actual" if left is None or left.scenario == "rule" else left.scenario
                own.cues.pop("scenario", None)
            own.scope = "whole" if own.scope == "each" else own.scope


_MEMBER_PAYS = re.compile("ผู้ปกครอง|ครัวเรือนจ่าย|ครอบครัวจ่าย|ผู้เข้าร่วมจ่าย|ประชาชนจ่าย|นักเรียนจ่าย|ตนเองจ่าย|จ่ายเอง")
_A_BUDGET = 50_000_000
"""From so many dong on a sum is no help that one member gets."""


_BASE_WAGE = re.compile(
    r"(?:เงินเดือน(?:ขั้น)?พื้นฐาน|ฐานเงินเดือน|ค่าจ้าง(?:ขั้น)?พื้นฐาน|ค่าแรงขั้นต่ำ|ค่าจ้างขั้นต่ำ|เส้นความยากจน(?:ใน)?(?:เขต)?(?:ชนบท|เมือง)?)"
    r"(?:ราย(?:เดือน|ชั่วโมง))?(?:(?:ของ)?(?:ภูมิภาค|ภาค|เขต|พื้นที่)(?:ที่)?[ ]?(?:[1-4]|i{1,3}v?|iv)?)?"
    r"(?:[ (]|ซึ่ง|ที่|ปัจจุบัน|ขณะนี้|ตอนนี้|คือ|เป็น|อยู่|เท่ากับ|กำหนด|ไว้|ใช้|จำนวน|เดือนละ|ระดับ|ของประเทศ|ในปัจจุบัน|=)*$"
)
_NOW_SET = re.compile("ซึ่ง|ที่|ปัจจุบัน|ขณะนี้|ตอนนี้|[(]")
_COSTS_BELOW = re.compile(
    r"(?:ค่ารักษา|ค่าใช้จ่าย|ค่าตรวจ)[^\d;:\n]{0,40}(?:ต่ำกว่า|น้อยกว่า|ไม่เกิน|ไม่ถึง|เกิน|สูงกว่า|มากกว่า)[ ]?$"
)


def base_wage_itself(linker: Linker, view: View) -> None:
    """As in "4.5 % of the base wage, which now is 2.34 million"; and "where a treatment costs less than 15 % of it", which sorts."""
    for own in view.candidates:
        before = linker.text[max(view.sentence.start, own.numeral.start - 90) : own.numeral.start]
        found = _BASE_WAGE.search(before) if own.kind == "money" and own.per != "year" else None
        share = found is not None and before.endswith("ของ", 0, found.start())
        if found is not None and (not share or _NOW_SET.search(found[0])):
            start = own.numeral.start - len(before) + found.start()
            cue = (start, own.numeral.start, "the base wage itself")
            own.measure, own.indicator, own.base = None, "other", None
            own.scenario, own.cues["scenario"] = "rule", cue
            own.date_role = own.date_start = own.date_end = None
        if own.kind == "percentage" and own.measure == "contribution_rate":
            found = _COSTS_BELOW.search(before)
            if found is not None:
                start = own.numeral.start - len(before) + found.start()
                own.measure, own.indicator = None, "other"
                own.scope, own.cues["scope"] = "threshold", (start, own.numeral.start, "costs up to a limit")


_FEE = re.compile(r"(?:ค่าธรรมเนียม|ค่าบริการ|อัตราค่า|ค่าเช่า|ค่าเล่าเรียน|ค่าน้ำ|ค่าไฟ|ค่าผ่านทาง|ค่าเข้าชม)[^\d;\n]{0,50}$")


def fee_laid_down(linker: Linker, view: View) -> None:
    """As in "the waste fee now is 35,000 dong a household a month": a fee for each, or by the month, is laid down."""
    for own in view.candidates:
        if own.kind != "money" or own.indicator != "other" or own.scenario != "actual":
            continue
        each = own.per is not None or own.scope == "each"
        found = _FEE.search(linker.text, max(view.sentence.start, own.numeral.start - 70), own.numeral.start)
        if each and found is not None and own.numeral.value < _A_BUDGET and "ได้" not in found[0][-8:]:
            own.scenario, own.cues["scenario"] = "rule", (*found.span(), "fees are laid down")
            own.local = True
            own.date_role = own.date_start = own.date_end = None


_VOTES = ("คะแนน", "ด้วยคะแนน", "ด้วยเสียง", "ลงคะแนน", "เสียงเห็นชอบ", "ลงมติ")


def votes_cast(linker: Linker, view: View) -> None:
    """As in "adopted the resolution for 2026-2030 with 96.5 % of the votes": what was voted is a fact, and of no period."""
    for own in view.candidates:
        start, end = own.cues["measure"][:2] if "measure" in own.cues else (0, 0)
        if (
            own.indicator == "other"
            and end
            and linker.text.startswith(_VOTES, start)
            and end <= own.numeral.start
        ):
            own.scenario, own.cues["scenario"] = "actual", (start, end, "votes that were cast")
            own.date_role = own.date_start = own.date_end = None


_OWES = re.compile(
    r"(?:^|[ ]|ยัง|ได้|กำลัง|ชิ|[^\d\s]{3})(?:ค้าง|ติด|ติดค้าง|เป็นหนี้|ติดหนี้|เป็นหนี้อยู่)(?:อยู่|เงิน|รวม|ถึง|ประมาณ|ราว|เกือบ|กว่า|มากกว่า|จำนวน)*[ ]?$"
)
_SETTLED = re.compile(
    r"(?:ชำระ|จ่าย|โอน|ส่ง|นำส่ง)(?:เงิน|หนี้|คืน|แล้ว|ครบ|ได้|ไป|เข้ากองทุน)+(?:รวม|ประมาณ|ราว|เกือบ|กว่า|มากกว่า|จำนวน)*[ ]?$"
)


def firm_owes(linker: Linker, view: View) -> None:
    """As in "firm A owes 23.4 billion" and "655 offices paid 421 billion", in an article where arrears were told."""
    if linker.context.topic is None:
        return
    for at, own in enumerate(view.candidates):
        if own.unit != "VND" or own.indicator != "other" or own.per is not None or own.scenario != "actual":
            continue
        before = linker.text[max(view.sentence.start, own.numeral.start - 40) : linker.atoms[own.first].start]
        owes = _OWES.search(before)
        left = view.candidates[at - 1] if at else None
        paid = left is not None and left.unit == "organization" and _SETTLED.search(before)
        if not owes and not paid:
            continue
        money = linker.money
        scheme = (
            money.scheme if money is not None and money.measure in ("arrears", "collection") else "insurance"
        )
        own.scheme, own.measure = scheme, "arrears" if owes else "collection"
        own.indicator = f"{scheme}.{own.measure}"
        cue = (own.numeral.start - 12, own.numeral.start, "what a firm owes, or paid of it")
        own.cues["measure"] = own.cues["scheme"] = (max(view.sentence.start, cue[0]), *cue[1:])


_LEVELS_OF_INCOME = re.compile(
    r"(?:ระดับ|ฐาน|รายได้)(?:รายได้|ที่เลือก|อ้างอิง)?(?:ต่ำสุด|สูงสุด|ขั้นต่ำ)(?:คือ|เป็น|อยู่ที่|เท่ากับ|ตอนนี้|ปัจจุบัน|[ ])*$"
    r"|(?:ระดับ|ฐาน|เพดาน)[^\d;\n]{0,12}(?:สูงสุด|ต่ำสุด)[^;\n]{0,40}(?:ปัจจุบันคือ|คือ|เท่ากับ|หรือ)[ ]?$"
)
_AN_INCOME = 1_400_000
_IN_ALL = re.compile(r"(?:รวมทั้งหมด|รวมทั้งสิ้น|รวมเป็น|ยอดรวม|ทำให้มี|รวมแล้วมี|รวมมี|ทั้งหมดเป็น|สะสม)[^\d;\n]{0,20}$")
_FOR_ONE = 50_000_000
_TO_YOU = re.compile(r"(?:^|[ ])(?:ท่าน|คุณ)(?:จะ|จึง|ก็|ต้อง|ได้|จ่าย|รับ|มี|ควร|ยัง)")
"""How one who asked is spoken to."""


def told_to_readers(linker: Linker, view: View) -> None:
    """In an answer, what one is helped with, pays or gets is laid down; the income that dues are reckoned from is no due.

    Everywhere, "6,215 new ones, 47,380 in all": the latter take part.
    """
    answers = linker.answers(view.sentence)
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        before = linker.text[max(view.sentence.start, own.numeral.start - 70) : own.numeral.start]
        both = left is not None and own.unit == left.unit == "person"
        if both and left is not None and own.measure == left.measure == "new_participants":
            since = linker.text[left.numeral.end : own.numeral.start]
            if own.numeral.value > 2 * left.numeral.value and _IN_ALL.search(since):
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"
                own.cues["measure"] = (left.numeral.end, own.numeral.start, "those who take part in all")
        if own.kind != "money" or own.numeral.value >= _FOR_ONE or own.unit != "VND":
            continue
        levels = _LEVELS_OF_INCOME.search(before) if own.numeral.value >= _AN_INCOME else None
        if levels is not None and own.measure in (None, "contribution") and linker.context.topic is not None:
            cue = (
                own.numeral.start - len(levels[0]),
                own.numeral.start,
                "the income that dues are reckoned from",
            )
            own.measure, own.indicator, own.scenario = None, "other", "rule"
            own.cues["measure"] = own.cues["scenario"] = cue
            own.date_role = own.date_start = own.date_end = None
        asked = answers or _TO_YOU.search(before) is not None
        if not asked or own.scenario != "actual" or own.date_role not in (None, "as_of"):
            continue
        if own.measure in ("support", "contribution", "benefits") and own.scheme is not None:
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["measure"][:2], "told to who asked")
            own.date_role = own.date_start = own.date_end = None


_AFTER_THAT = re.compile(r"(?:หลังจาก|ภายหลัง|หลัง|ตั้งแต่|นับแต่)[ก-๙]{8,80}$")


def event_before(linker: Linker, view: View) -> None:
    """As in "after it was struck off the list in July  3,215 people have to pay": when something else happened dates no state."""
    for found in view.sentence.dates:
        if found.preposition not in (None, "as_of", "in") or found.last is None or linker.published is None:
            continue
        low = max(view.sentence.start, found.start - 90)
        if linker.text[found.end : found.end + 1] != " " or found.last > linker.published:
            continue
        if _AFTER_THAT.search(linker.text[low : found.start]) is None:
            continue
        _pass_date(linker, view, found)


_TIME_LEFT = re.compile(r"(?:เหลือเวลา|เหลืออีก|เหลือแค่|เหลือเพียง|อีกเพียง|อีกไม่ถึง|อีกไม่กี่|ไม่ถึง)[^;\n]{0,40}$")
_STOPPED = re.compile(r"[ ]?(?:ที่)?(?:หยุด|เลิก|ขาดส่ง|ถอนตัว|ออกจากระบบ|ไม่ส่ง|ยกเลิก|พักการ)")
_OTHERS_STOPPED = re.compile(r"[ ](?:หยุด|เลิก|ขาดส่ง|ถอนตัว|ออกจากระบบ|ไม่ส่ง|ยกเลิก|พักการ)[ก-๎]{0,12}[ ]?\d")
_HELPS_BEHIND = re.compile(
    r"[ก-๎]{0,6}[ ]?(?:เพื่อ|สำหรับ|ไป|ไว้)?(?:ช่วย|สนับสนุน|อุดหนุน|ออกค่า|ซื้อบัตร|ซื้อประกัน|มอบบัตร|จ่ายค่าเบี้ย|จ่ายเบี้ย)(?!งาน)"
)
_GIVES = re.compile(
    r"(?:งบ|งบประมาณ|บริจาค|อนุมัติ|จัดสรร|ใช้เงิน|ใช้|ทุ่ม|ระดมเงิน|ระดมทุน|ควัก|มอบเงิน|เพิ่ม)[^\d;\n]{0,24}$"
)
_FOR_VISITS = re.compile(r"[ ]?(?:สำหรับ|ให้แก่|ให้|ใน|จาก|แก่)(?:การ)?(?:ตรวจรักษา|ตรวจ|รักษา|ผู้ป่วย|คนไข้)?[ ]?")
_HIMSELF = re.compile(r"(?:ตนเอง|ตัวเอง|ผู้ป่วย|คนไข้|ครอบครัว|ฉัน|เธอ|เขา)(?:ต้อง|จึง|ก็)?(?:จ่าย|ออก|เสีย)")


def told_beside(linker: Linker, view: View) -> None:
    """What stands right beside a figure, once more: those who stopped, money given to help, a patient's own part of the costs;
    and "less than a month is left before the year's end", which dates nothing.
    """  # fmt: skip
    text = linker.text
    for found in view.sentence.dates:
        low = max(view.sentence.start, found.start - 60)
        ahead = found.preposition in ("before", "by") or "ก่อน" in text[max(low, found.start - 6) : found.end]
        if not ahead or _TIME_LEFT.search(text[low : found.start]) is None:
            continue
        if any(low <= c.numeral.start < found.start for c in view.candidates):
            continue
        found.preposition = "since"
        for at, own in enumerate(view.candidates):
            if own.cues.get("date", (0, 0, ""))[0] == found.start:
                if own.cues.get("scenario", (0, 0, ""))[0] == found.start:
                    own.scenario = "actual"
                    own.cues.pop("scenario")
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date")
                linker.set_date(view, at)
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        behind = linker.atoms[own.last].end
        if (
            own.unit == "person"
            and own.measure in ("participants", "new_participants")
            and _STOPPED.match(text, behind)
            and not _OTHERS_STOPPED.match(text, behind)
        ):
            own.measure, own.indicator = None, "other"
            if own.date_role == "as_of" and own.cues["date"][0] < own.numeral.start:
                linker.set_date(view, at)  # that they did is no state
        visits = own.unit in ("event", "case") and own.indicator == "other" and left is not None
        if visits and left is not None and left.indicator == "health_insurance.benefits":
            if _FOR_VISITS.fullmatch(text, linker.atoms[left.last].end, linker.atoms[own.first].start):
                own.scheme, own.measure, own.unit = left.scheme, "claims", "case"
                own.indicator = "health_insurance.claims"
                own.cues["measure"] = own.cues["scheme"] = (
                    *left.cues["value"][:2],
                    "visits that were paid for",
                )
        if own.unit != "VND" or (own.per is not None and own.measure != "contribution"):
            continue
        before = text[max(view.sentence.start, own.numeral.start - 40) : linker.atoms[own.first].start]
        aids = (
            own.indicator == "other" and own.numeral.value >= _A_BUDGET and linker.context.topic is not None
        )
        if aids and _HELPS_BEHIND.match(text, behind) and _GIVES.search(before):
            helped = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
            scheme = own.scheme or (
                helped.scheme if helped is not None and helped.measure == "support" else None
            )
            last = linker.context.scheme
            last = None if last == "unemployment_insurance" else last  # no budget helps with its dues
            own.scheme = scheme or last or linker.context.topic
            own.measure, own.indicator = "support", f"{own.scheme}.support"
            own.cues["measure"] = own.cues["scheme"] = (
                behind,
                min(len(text), behind + 12),
                "money to help with",
            )
        costs = left is not None and left.measure == "benefits" and left.unit == "percent"
        if (
            costs
            and own.measure == "contribution"
            and _HIMSELF.search(text, left.numeral.end if left else 0, own.numeral.start)
        ):
            own.measure, own.indicator, own.scenario = None, "other", "actual"
            own.cues.pop("scenario", None)


_STILL = re.compile(r"[ ](?:และ|แต่|ทั้งจังหวัด|จังหวัด|นคร)?ยัง(?:คง)?(?:มี|เหลือ|ค้าง|ติดค้าง|เป็นหนี้)")


def still_so(linker: Linker, view: View) -> None:
    """As in "in ten months 4.9 trillion came in  there still are 1,377 employers in arrears": a state, no result of those months."""
    since = -1
    for at, own in enumerate(view.candidates):
        low = view.candidates[at - 1].numeral.end if at else view.sentence.start
        if _STILL.search(linker.text, low, own.numeral.start):
            since = own.numeral.start
        dated = own.cues.get("date")
        if since < 0 or not at or dated is None or own.date_role != "during":
            continue
        if dated[1] <= view.candidates[0].numeral.start:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date")


CONSTRUCTIONS = (same_classifier, meeting_named, budget_pays, base_wage_itself, fee_laid_down, votes_cast, firm_owes, event_before, told_beside, still_so, question_asked, left_to_pay, told_by_position, told_in_answer, told_to_readers, pointed_at, day_of_telling, goal_goes_on, agents_pay, limit_of_those, share_of_costs, paid_by_month, visits_of_patients, share_of_the_others, small_place_named, firm_named,
                 each_at_least, story_of_one_place, rate_in_front, number_again, rate_to_fall, brought_down, compared_with_then, agency_pays,
                 part_of_sum)  # fmt: skip

WITHOUT_FIGURES = (question_asked, small_place_named)
